import { buildPdf, pdfOfObjects, streamObject } from './build-pdf.ts'
import { type HostileFile, megabytes } from './hostile-file.ts'

const catalogue = '<< /Type /Catalog /Pages 2 0 R >>'
const page = (contents: string, resources = '<< >>') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${contents} >>`
const onePage = '<< /Type /Pages /Count 1 /Kids [3 0 R] >>'
const font = '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>'
const simple = () => buildPdf([[{ text: 'Hello, this is a page.', x: 50, y: 700 }]])

const ofContent = (content: string | Buffer, resources = font): Buffer =>
  pdfOfObjects([catalogue, onePage, page('4 0 R', resources), streamObject(content)])

/** PDFs with loops, bombs, passwords, and things that are no PDF. */
export const hostilePdfs: readonly HostileFile[] = [
  {
    name: 'page-tree-loop.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        '<< /Type /Pages /Count 5 /Kids [2 0 R 3 0 R] >>',
        '<< /Type /Pages /Count 5 /Kids [2 0 R] /Parent 2 0 R >>',
      ]),
  },
  { name: 'page-is-its-parent.pdf', bytes: () => pdfOfObjects([catalogue, '<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 2 0 R >>']) },
  {
    name: 'pages-million-declared.pdf',
    bytes: () => pdfOfObjects([catalogue, '<< /Type /Pages /Count 1000000 /Kids [3 0 R] >>', page('4 0 R'), streamObject('')]),
  },
  {
    name: 'pages-1900-declared.pdf',
    bytes: () => pdfOfObjects([catalogue, '<< /Type /Pages /Count 1900 /Kids [3 0 R] >>', page('4 0 R'), streamObject('')]),
  },
  { name: 'pages-minus-one.pdf', bytes: () => pdfOfObjects([catalogue, '<< /Type /Pages /Count -1 /Kids [] >>']) },
  { name: 'pages-none.pdf', bytes: () => pdfOfObjects([catalogue, '<< /Type /Pages /Count 0 /Kids [] >>']) },
  {
    name: 'pages-same-2000.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        `<< /Type /Pages /Count 2000 /Kids [${'3 0 R '.repeat(2000)}] >>`,
        page('4 0 R', font),
        streamObject('BT /F1 10 Tf 50 700 Td (Same page again) Tj ET '.repeat(400)),
      ]),
  },
  { name: 'stream-100mb.pdf', bytes: () => ofContent(Buffer.alloc(megabytes(100), ' ')) },
  { name: 'stream-400mb-twice-packed.pdf', bytes: () => twicePacked() },
  { name: 'operators-5-million.pdf', bytes: () => ofContent('q Q '.repeat(5_000_000)) },
  { name: 'texts-million.pdf', bytes: () => ofContent(`BT /F1 1 Tf ${'(a) Tj 1 0 Td '.repeat(1_000_000)}ET`) },
  { name: 'text-20mb.pdf', bytes: () => ofContent(`BT /F1 10 Tf (${'word '.repeat(4_000_000)}) Tj ET`) },
  { name: 'array-deep.pdf', bytes: () => ofContent('['.repeat(500_000)) },
  { name: 'dictionary-deep.pdf', bytes: () => pdfOfObjects([`<< /Type /Catalog /Pages 2 0 R /X ${'<< /X '.repeat(100_000)}`, onePage]) },
  {
    name: 'form-loop.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        onePage,
        page('4 0 R', '<< /XObject << /X 5 0 R >> >>'),
        streamObject('/X Do'),
        streamObject('/X Do /X Do', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>'),
      ]),
  },
  { name: 'form-tree.pdf', bytes: () => formTree() },
  { name: 'reference-loop.pdf', bytes: () => pdfOfObjects([catalogue, onePage, page('4 0 R'), '4 0 R']) },
  {
    name: 'length-loop.pdf',
    bytes: () => pdfOfObjects([catalogue, onePage, page('4 0 R'), '<< /Length 4 0 R >>\nstream\nBT ET\nendstream']),
  },
  {
    name: 'length-huge.pdf',
    bytes: () => pdfOfObjects([catalogue, onePage, page('4 0 R'), '<< /Length 4000000000 >>\nstream\nBT ET\nendstream']),
  },
  { name: 'xref-loop.pdf', bytes: () => xrefLoop() },
  {
    name: 'picture-60000.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        onePage,
        page('4 0 R', '<< /XObject << /I 5 0 R >> >>'),
        streamObject('600 0 0 800 0 0 cm /I Do'),
        streamObject('x', '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB'),
      ]),
  },
  {
    name: 'scan.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        onePage,
        page('4 0 R', '<< /XObject << /I 5 0 R >> >>'),
        streamObject('600 0 0 800 0 0 cm /I Do'),
        streamObject(
          Buffer.alloc(30_000, 200),
          '/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceRGB',
        ),
      ]),
  },
  {
    name: 'jbig2-junk.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        onePage,
        page('4 0 R', '<< /XObject << /I 5 0 R >> >>'),
        streamObject('/I Do'),
        '<< /Type /XObject /Subtype /Image /Width 9000 /Height 9000 /Filter /JBIG2Decode /Length 8 >>\nstream\n\u0000\u0000\u0000\u0001\u0030\u0000\u00ff\u00ff\nendstream',
      ]),
  },
  {
    name: 'encrypted.pdf',
    bytes: () =>
      pdfOfObjects(
        [catalogue, onePage, page('4 0 R'), streamObject('BT ET')],
        `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
      ),
  },
  {
    name: 'encrypted-unknown.pdf',
    bytes: () => pdfOfObjects([catalogue, onePage, page('4 0 R'), streamObject('BT ET')], '/Encrypt << /Filter /Nobody /V 99 >>'),
  },
  {
    name: 'javascript.pdf',
    bytes: () =>
      pdfOfObjects([
        '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(true){}) >> >>',
        onePage,
        page('4 0 R', font),
        streamObject('BT /F1 10 Tf 50 700 Td (A page with a script) Tj ET'),
      ]),
  },
  {
    name: 'font-function-loop.pdf',
    bytes: () =>
      ofContent(
        'BT /F1 10 Tf (abc) Tj ET',
        '<< /Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [3 0 R] /ToUnicode 4 0 R >> >> >>',
      ),
  },
  {
    name: 'media-box-absurd.pdf',
    bytes: () =>
      pdfOfObjects([
        catalogue,
        onePage,
        `<< /Type /Page /Parent 2 0 R /MediaBox [1e300 -1e300 0 0] /Resources ${font} /Contents 4 0 R >>`,
        streamObject('BT /F1 1e300 Tf 1e300 0 Td (far away) Tj ET'),
      ]),
  },
  { name: 'only-the-mark.pdf', bytes: () => Buffer.from('%PDF-1.7\n') },
  { name: 'mark-and-noise.pdf', bytes: () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(megabytes(5), '<<[(')]) },
  { name: 'without-table.pdf', bytes: () => simple().subarray(0, -200) },
  { name: 'page-and-zip.pdf', bytes: () => Buffer.concat([simple(), Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]) },
  { name: 'page-behind-html.pdf', bytes: () => Buffer.concat([Buffer.from('<!doctype html><script>alert(1)</script>\n'), simple()]) },
]

function twicePacked(): Buffer {
  const once = Buffer.from(streamObject(Buffer.alloc(megabytes(100), ' ')).replace(/^[\s\S]*?stream\n|\nendstream$/g, ''), 'latin1')
  const twice = streamObject(once).replace('/Filter /FlateDecode', '/Filter [/FlateDecode /FlateDecode]')
  return pdfOfObjects([catalogue, `<< /Type /Pages /Count 4 /Kids [${'3 0 R '.repeat(4)}] >>`, page('[4 0 R 4 0 R 4 0 R 4 0 R]'), twice])
}

/** Thirty forms, each of which draws the next one twice: a thousand million drawings. */
function formTree(): Buffer {
  const forms = Array.from({ length: 30 }, (_, index) =>
    streamObject(
      '/X Do /X Do',
      `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${Math.min(index + 6, 34)} 0 R >> >>`,
    ),
  )
  return pdfOfObjects([catalogue, onePage, page('4 0 R', '<< /XObject << /X 5 0 R >> >>'), streamObject('/X Do'), ...forms])
}

/** Its table of objects names itself as the one before. */
function xrefLoop(): Buffer {
  const file = simple().toString('latin1')
  const position = /startxref\n(\d+)/.exec(file)?.[1]
  return Buffer.from(file.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${position}`), 'latin1')
}
