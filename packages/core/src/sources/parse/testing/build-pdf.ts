import { deflateSync } from 'node:zlib'

/** Text on a page, in points from its lower left corner. */
export interface PdfText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly bold?: boolean
}

/** A PDF of text in Helvetica, one list of texts per page. */
export function buildPdf(pages: readonly (readonly PdfText[])[], info: { readonly title?: string } = {}): Buffer {
  const fonts = [
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ]
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', '', ...fonts]
  const kids = pages.map(texts => {
    const content = streamObject(texts.map(textOperators).join('\n'))
    const contentNumber = objects.push(content)
    return objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${contentNumber} 0 R >>`,
    )
  })
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map(number => `${number} 0 R`).join(' ')}] >>`
  const infoNumber = info.title ? objects.push(`<< /Title (${escapeString(info.title)}) >>`) : null
  return pdfOfObjects(objects, infoNumber ? `/Info ${infoNumber} 0 R` : '')
}

/** A PDF of objects as they are written, numbered from 1; the first is the catalogue. */
export function pdfOfObjects(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let position = parts[0]?.length ?? 0
  objects.forEach((object, index) => {
    const bytes = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      typeof object === 'string' ? Buffer.from(object, 'latin1') : object,
      Buffer.from('\nendobj\n'),
    ])
    offsets.push(position)
    parts.push(bytes)
    position += bytes.length
  })
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${position}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** A content stream, deflated. */
export function streamObject(content: string | Buffer, dictionary = ''): string {
  const bytes = deflateSync(typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  return `<< /Length ${bytes.length} /Filter /FlateDecode ${dictionary} >>\nstream\n${bytes.toString('latin1')}\nendstream`
}

const textOperators = ({ text, x, y, size = 10, bold = false }: PdfText): string =>
  `BT /${bold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escapeString(text)}) Tj ET`

const escapeString = (text: string): string => text.replace(/[\\()]/g, '\\$&')
