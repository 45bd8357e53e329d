import { buildDocx, buildXlsx, wordParagraph, wordTable } from './build-office.ts'
import { zipOf } from './build-zip.ts'
import { type HostileFile, megabytes } from './hostile-file.ts'

const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`).join('')
const entityBomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY lol0 "lol">${laughs}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&lol9;</w:t></w:r></w:p></w:body></w:document>`
const outsideEntity =
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>'
const quadratic = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'a'.repeat(100_000)}">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>${'&a;'.repeat(10_000)}</w:t></w:r></w:p></w:body></w:document>`

const document = (xml: string | Buffer): Buffer => buildDocx('', { parts: { 'word/document.xml': xml } })

/** Word and Excel files with bombs in their XML, absurd measures, or missing parts. */
export const hostileOffice: readonly HostileFile[] = [
  { name: 'entity-bomb.docx', bytes: () => document(entityBomb) },
  { name: 'outside-entity.docx', bytes: () => document(outsideEntity) },
  { name: 'quadratic-entity.docx', bytes: () => document(quadratic) },
  { name: 'entity-bomb-in-styles.docx', bytes: () => buildDocx(wordParagraph('Text'), { parts: { 'word/styles.xml': entityBomb } }) },
  { name: 'spaces-150mb.docx', bytes: () => document(Buffer.alloc(megabytes(150), ' ')) },
  { name: 'elements-deep.docx', bytes: () => document(`<w:document xmlns:w="w"><w:body>${'<w:p>'.repeat(300_000)}`) },
  { name: 'tables-deep.docx', bytes: () => document(`<w:document xmlns:w="w"><w:body>${'<w:tbl><w:tr><w:tc>'.repeat(50_000)}`) },
  { name: 'tables-nested-40.docx', bytes: () => buildDocx(nestedTables(40)) },
  { name: 'paragraphs-2-million.docx', bytes: () => buildDocx('<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(2_000_000)) },
  { name: 'text-30mb.docx', bytes: () => buildDocx(wordParagraph('lorem ipsum '.repeat(2_500_000))) },
  { name: 'table-wide.docx', bytes: () => buildDocx(wordTable([Array.from({ length: 20_000 }, (_, index) => `cell ${index}`)])) },
  {
    name: 'span-huge.docx',
    bytes: () =>
      buildDocx('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'),
  },
  {
    name: 'style-loop.docx',
    bytes: () =>
      buildDocx(wordParagraph('Text', '<w:pStyle w:val="a"/>'), {
        styles:
          '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style>',
      }),
  },
  {
    name: 'without-document.docx',
    bytes: () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/styles.xml': '<w:styles/>', 'word/document1.xml': '' }),
  },
  { name: 'document-is-binary.docx', bytes: () => document(Buffer.from([0, 255, 1, 254, 60, 60, 62, 0])) },
  {
    name: 'attribute-10mb.docx',
    bytes: () => document(`<w:document xmlns:w="w"><w:body><w:p w:x="${'x'.repeat(megabytes(10))}"/></w:body></w:document>`),
  },
  {
    name: 'attributes-500000.docx',
    bytes: () => document(`<w:document ${Array.from({ length: 500_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
  },
  { name: 'unclosed.docx', bytes: () => document('<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Open end') },
  {
    name: 'rows-million-declared.xlsx',
    bytes: () => buildXlsx([{ name: 'A', data: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' }]),
  },
  { name: 'rows-million-empty.xlsx', bytes: () => buildXlsx([{ name: 'A', data: '<row/>'.repeat(1_048_576) }]) },
  {
    name: 'rows-million-filled.xlsx',
    bytes: () => buildXlsx([{ name: 'A', data: '<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(1_048_576) }]),
  },
  {
    name: 'columns-16384.xlsx',
    bytes: () => buildXlsx([{ name: 'A', data: `<row>${'<c><v>7</v></c>'.repeat(16_384)}</row>`.repeat(20) }]),
  },
  { name: 'string-repeated.xlsx', bytes: () => repeatedString() },
  {
    name: 'strings-3-million.xlsx',
    bytes: () =>
      buildXlsx([{ name: 'A', data: '<row><c t="s"><v>1</v></c></row>' }], [], {
        'xl/sharedStrings.xml': `<sst>${'<si><t>a</t></si>'.repeat(3_000_000)}</sst>`,
      }),
  },
  {
    name: 'string-index-wrong.xlsx',
    bytes: () => buildXlsx([{ name: 'A', data: '<row><c t="s"><v>-1</v></c><c t="s"><v>99999999999</v></c><c t="s"><v>x</v></c></row>' }]),
  },
  {
    name: 'merges-million.xlsx',
    bytes: () =>
      buildXlsx([
        {
          name: 'A',
          data: [
            ['a', 'b'],
            ['c', 'd'],
          ],
          after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1_000_000)}</mergeCells>`,
        },
      ]),
  },
  { name: 'entity-bomb.xlsx', bytes: () => buildXlsx([{ name: 'A', data: [['a']] }], [], { 'xl/sharedStrings.xml': entityBomb }) },
  {
    name: 'sheets-5000.xlsx',
    bytes: () => buildXlsx(Array.from({ length: 1990 }, (_, index) => ({ name: `S${index}`, data: [['a', index]] }))),
  },
  {
    name: 'formats-million.xlsx',
    bytes: () =>
      buildXlsx([{ name: 'A', data: [['a', { value: 1, format: 0 }]] }], [], {
        'xl/styles.xml': `<styleSheet><cellXfs>${'<xf numFmtId="14"/>'.repeat(1_000_000)}</cellXfs></styleSheet>`,
      }),
  },
  {
    name: 'format-code-long.xlsx',
    bytes: () => buildXlsx([{ name: 'A', data: [['a', { value: 1, format: 0 }]] }], [`${'"'.repeat(50_000)}[$${'-'.repeat(50_000)}`]),
  },
  {
    name: 'date-absurd.xlsx',
    bytes: () =>
      buildXlsx(
        [
          {
            name: 'A',
            data: [
              ['when', { value: 1e300, format: 0 }],
              ['then', { value: -5, format: 0 }],
            ],
          },
        ],
        ['yyyy-mm-dd'],
      ),
  },
  {
    name: 'relation-outside.xlsx',
    bytes: () =>
      buildXlsx([{ name: 'A', data: [['a', 'b']] }], [], {
        'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="../../../../../etc/passwd"/></Relationships>',
      }),
  },
  {
    name: 'relation-loop.xlsx',
    bytes: () =>
      buildXlsx([{ name: 'A', data: [['a', 'b']] }], [], {
        'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="workbook.xml"/></Relationships>',
      }),
  },
]

const nestedTables = (depth: number): string =>
  depth === 0
    ? wordParagraph('core')
    : `<w:tbl><w:tr><w:tc>${wordParagraph(`level ${depth}`)}${nestedTables(depth - 1)}</w:tc><w:tc>${wordParagraph('b')}</w:tc></w:tr></w:tbl>`

/** One text of a megabyte in a hundred thousand cells: small in the file, a hundred gigabytes when written out. */
function repeatedString(): Buffer {
  const rows = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'.repeat(50_000)
  return buildXlsx([{ name: 'A', data: rows }], [], { 'xl/sharedStrings.xml': `<sst><si><t>${'word '.repeat(200_000)}</t></si></sst>` })
}
