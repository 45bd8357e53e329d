import { zipOf } from './build-zip.ts'

const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const relationNamespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const sheetNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export interface DocxForm {
  readonly numbering?: string
  readonly styles?: string
  /** Addresses of hyperlinks by their relation id. */
  readonly links?: Readonly<Record<string, string>>
  readonly footnotes?: string
  /** Further parts, or other ones in place of those made here. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

/** A Word document around the XML of its body. */
export function buildDocx(body: string, form: DocxForm = {}): Buffer {
  const links = Object.entries(form.links ?? {}).map(
    ([id, address]) => `<Relationship Id="${id}" Type="hyperlink" Target="${escapeXml(address)}" TargetMode="External"/>`,
  )
  return zipOf({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${wordNamespace} ${relationNamespace}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<w:styles ${wordNamespace}>${form.styles ?? headingStyles}</w:styles>`,
    ...(form.numbering ? { 'word/numbering.xml': `<w:numbering ${wordNamespace}>${form.numbering}</w:numbering>` } : {}),
    ...(form.footnotes ? { 'word/footnotes.xml': `<w:footnotes ${wordNamespace}>${form.footnotes}</w:footnotes>` } : {}),
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`,
    ...form.parts,
  })
}

/** Styles named as in a German Word: what counts is the name within, not the id. */
const headingStyles = [1, 2, 3]
  .map(
    level =>
      `<w:style w:type="paragraph" w:styleId="berschrift${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr></w:style>`,
  )
  .concat('<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>')
  .concat('<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>')
  .join('')

/** One paragraph; `properties` is the XML within `w:pPr`, `run` that within `w:rPr`. */
export const wordParagraph = (text: string, properties = '', run = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`

export const wordHeading = (text: string, level: number): string => wordParagraph(text, `<w:pStyle w:val="berschrift${level}"/>`)

export const wordItem = (text: string, list: number, level = 0): string =>
  wordParagraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

/** List 1 has bullets, list 2 numbers. */
export const wordLists = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`

export const wordTable = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map(row => `<w:tr>${row.map(cell => `<w:tc><w:tcPr/>${wordParagraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

export interface BuiltSheet {
  readonly name: string
  /** XML within `sheetData`, or rows of texts and numbers. */
  readonly data: string | readonly (readonly (string | number | StyledNumber)[])[]
  readonly state?: 'hidden'
  /** XML behind `sheetData`, as merged cells. */
  readonly after?: string
}

/** A number with the format of that index in `formats`. */
export interface StyledNumber {
  readonly value: number
  readonly format: number
}

/** An Excel workbook. `formats` are the codes that cells refer to by index; 0 is the general one. */
export function buildXlsx(
  sheets: readonly BuiltSheet[],
  formats: readonly string[] = [],
  parts: Readonly<Record<string, string | Buffer>> = {},
): Buffer {
  const strings: string[] = []
  const sheetParts = sheets.map((sheet, index): [string, string] => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<?xml version="1.0"?><worksheet ${sheetNamespace}><sheetData>${typeof sheet.data === 'string' ? sheet.data : sheetRows(sheet.data, strings)}</sheetData>${sheet.after ?? ''}</worksheet>`,
  ])
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`)
  const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)
  return zipOf({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook ${sheetNamespace} ${relationNamespace}><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${sheetNamespace}><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetParts),
    'xl/sharedStrings.xml': `<sst ${sheetNamespace}>${strings.map(text => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  })
}

function sheetRows(rows: readonly (readonly (string | number | StyledNumber)[])[], strings: string[]): string {
  return rows
    .map((row, rowIndex) => {
      const cells = row.map((cell, column) => {
        const at = `r="${String.fromCharCode(65 + column)}${rowIndex + 1}"`
        if (typeof cell === 'string') return cell ? `<c ${at} t="s"><v>${strings.push(cell) - 1}</v></c>` : ''
        return typeof cell === 'number' ? `<c ${at}><v>${cell}</v></c>` : `<c ${at} s="${cell.format + 1}"><v>${cell.value}</v></c>`
      })
      return `<row r="${rowIndex + 1}">${cells.join('')}</row>`
    })
    .join('')
}
