import { type HostileFile, megabytes, seededRandom } from './hostile-file.ts'

const repeat = (text: string, count: number): Buffer => Buffer.from(text.repeat(count))

/** Tables, JSON, pages, Markdown, mails and bare text with absurd measures, and files that are not what they say. */
export const hostileTexts: readonly HostileFile[] = [
  { name: 'line-40mb.csv', bytes: () => Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(megabytes(40), 'x')]) },
  { name: 'quote-open-40mb.csv', bytes: () => Buffer.concat([Buffer.from('a,b\n1,"'), Buffer.alloc(megabytes(40), 'x,\n')]) },
  { name: 'quotes-40mb.csv', bytes: () => Buffer.alloc(megabytes(40), '"') },
  { name: 'columns-million.csv', bytes: () => Buffer.from(`${'a,'.repeat(1_000_000)}\n${'1,'.repeat(1_000_000)}\n`) },
  { name: 'columns-400000-empty.csv', bytes: () => Buffer.from(`a,b,c\n${','.repeat(400_000)}\n`) },
  { name: 'rows-5-million.csv', bytes: () => Buffer.concat([Buffer.from('a,b\n'), repeat('1,2\n', 5_000_000)]) },
  { name: 'cells-20-million.csv', bytes: () => Buffer.from(`${'a,'.repeat(99)}a\n${`${','.repeat(99)}\n`.repeat(200_000)}`) },
  {
    name: 'products-million.csv',
    bytes: () => Buffer.concat([Buffer.from('Handle,Title,Variant Price\n'), repeat('same,Same,1\n', 1_000_000)]),
  },
  {
    name: 'products-different.csv',
    bytes: () => Buffer.from(`Name,Price,Size\n${Array.from({ length: 400_000 }, (_, index) => `Thing ${index},${index},M`).join('\n')}`),
  },
  { name: 'header-proto.csv', bytes: () => Buffer.from('__proto__,constructor,toString\n1,2,3\n4,5,6\n') },
  { name: 'zeros.csv', bytes: () => Buffer.alloc(megabytes(10)) },
  { name: 'tabs.tsv', bytes: () => Buffer.alloc(megabytes(20), '\t') },
  { name: 'line-ends.csv', bytes: () => Buffer.alloc(megabytes(40), '\r\n') },
  { name: 'deep.json', bytes: () => Buffer.alloc(megabytes(10), '[') },
  { name: 'deep-objects.json', bytes: () => repeat('{"a":', 1_000_000) },
  { name: 'deep-closed.json', bytes: () => Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) },
  { name: 'numbers-7-million.json', bytes: () => Buffer.from(`[${'1,'.repeat(7_000_000)}1]`) },
  { name: 'objects-million.json', bytes: () => Buffer.from(`[${'{"a":1},'.repeat(1_000_000)}{"a":1}]`) },
  { name: 'text-15mb.json', bytes: () => Buffer.from(`{"title":"Big","body":"${'words '.repeat(2_500_000)}"}`) },
  { name: 'large-45mb.json', bytes: () => Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(megabytes(45), 'x'), Buffer.from('"}')]) },
  {
    name: 'proto.json',
    bytes: () => Buffer.from('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"title":"A"}'),
  },
  { name: 'unfinished.json', bytes: () => Buffer.from('[{"title":"A","body":"b"},{"tit') },
  {
    name: 'keys-million.json',
    bytes: () => Buffer.from(`{${Array.from({ length: 700_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`),
  },
  { name: 'line-40mb.jsonl', bytes: () => Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), Buffer.alloc(megabytes(40), 'x')]) },
  { name: 'divs-million.html', bytes: () => repeat('<div>', 1_000_000) },
  { name: 'bold-million.html', bytes: () => Buffer.concat([Buffer.from('<html><body>'), repeat('<b><i><a href=x>', 300_000)]) },
  { name: 'tables-nested-5000.html', bytes: () => Buffer.concat([Buffer.from('<html>'), repeat('<table><tr><td>a<td>', 5000)]) },
  { name: 'lists-nested-5000.html', bytes: () => Buffer.concat([Buffer.from('<html>'), repeat('<ul><li>a', 5000)]) },
  { name: 'spans-huge.html', bytes: () => Buffer.from(`<html><table>${'<tr><td rowspan=65534 colspan=1000>a<td>b'.repeat(3000)}</table>`) },
  {
    name: 'attributes-million.html',
    bytes: () => Buffer.from(`<html><p ${Array.from({ length: 500_000 }, (_, index) => `a${index}=1`).join(' ')}>text</p>`),
  },
  {
    name: 'entities.html',
    bytes: () => Buffer.from(`<html><p>${'&amp;&nbsp;&#x10ffff;&CounterClockwiseContourIntegral;'.repeat(200_000)}`),
  },
  { name: 'comment-open.html', bytes: () => Buffer.concat([Buffer.from('<html>'), repeat('<!--', 4_000_000)]) },
  { name: 'comments-many.html', bytes: () => Buffer.concat([repeat('<!-- -->', 500_000), Buffer.from('text')]) },
  { name: 'hidden-deep.html', bytes: () => Buffer.concat([Buffer.from('<html>'), repeat('<div hidden class=sidebar>text ', 100_000)]) },
  { name: 'text-40mb.html', bytes: () => Buffer.concat([Buffer.from('<html><p>'), Buffer.alloc(megabytes(40), 'words ')]) },
  { name: 'script-only.html', bytes: () => Buffer.from('<html><script>while(true){}</script></html>') },
  { name: 'quotes-deep.md', bytes: () => repeat('>', 100_000) },
  { name: 'quotes-deep-spaced.md', bytes: () => Buffer.from(`${'> '.repeat(20_000)}a`) },
  { name: 'brackets.md', bytes: () => repeat('[', 200_000) },
  { name: 'brackets-links.md', bytes: () => repeat('[a](', 100_000) },
  { name: 'stars.md', bytes: () => Buffer.from(`# A\n\n${'*a _b '.repeat(100_000)}`) },
  { name: 'backticks.md', bytes: () => Buffer.from(Array.from({ length: 2000 }, (_, index) => `${'`'.repeat(index)}a`).join('')) },
  { name: 'lists-deep.md', bytes: () => Buffer.from(Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n')) },
  { name: 'table-wide.md', bytes: () => Buffer.from(`|${'a|'.repeat(100_000)}\n|${'-|'.repeat(100_000)}\n|${'1|'.repeat(100_000)}\n`) },
  {
    name: 'references.md',
    bytes: () => Buffer.from(Array.from({ length: 100_000 }, (_, index) => `[r${index}]: https://example.com/${index}`).join('\n')),
  },
  { name: 'html-in-markdown.md', bytes: () => Buffer.from(`# A\n\n${'<div><!--'.repeat(100_000)}`) },
  { name: 'front-matter-open.md', bytes: () => Buffer.concat([Buffer.from('---\n'), repeat('a: b\n', 1_000_000)]) },
  { name: 'lines-million.md', bytes: () => repeat('# a\n', 2_000_000) },
  { name: 'mail-nested.eml', bytes: () => nestedMail(5000) },
  {
    name: 'mail-header-10mb.eml',
    bytes: () =>
      Buffer.concat([
        Buffer.from('From: a@b.example\nTo: c@d.example\nSubject: '),
        Buffer.alloc(megabytes(10), 'x'),
        Buffer.from('\n\nText\n'),
      ]),
  },
  {
    name: 'mail-headers-500000.eml',
    bytes: () => Buffer.concat([Buffer.from('From: a@b.example\nTo: c@d.example\n'), repeat('X-A: b\n', 500_000), Buffer.from('\nText\n')]),
  },
  {
    name: 'mail-base64-junk.eml',
    bytes: () =>
      Buffer.concat([
        Buffer.from('From: a@b.example\nTo: c@d.example\nContent-Transfer-Encoding: base64\n\n'),
        Buffer.alloc(megabytes(5), '=%&!'),
      ]),
  },
  {
    name: 'mail-without-end.eml',
    bytes: () =>
      Buffer.from(
        'From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nText',
      ),
  },
  {
    name: 'mail-40mb.eml',
    bytes: () =>
      Buffer.concat([Buffer.from('From: a@b.example\nTo: c@d.example\nSubject: Big\n\n'), Buffer.alloc(megabytes(40), 'words \n')]),
  },
  { name: 'line-45mb.txt', bytes: () => Buffer.alloc(megabytes(45), 'x') },
  { name: 'words-45mb.txt', bytes: () => Buffer.alloc(megabytes(45), 'lorem ipsum dolor\n') },
  { name: 'bullets-20mb.txt', bytes: () => Buffer.alloc(megabytes(20), '- a\n') },
  { name: 'question-marks.txt', bytes: () => Buffer.alloc(megabytes(5), 'Q: ? ') },
  { name: 'spaces-40mb.txt', bytes: () => Buffer.alloc(megabytes(40), ' ') },
  {
    name: 'utf16-odd.txt',
    bytes: () => Buffer.concat([Buffer.from('Refunds within thirty days.\n'.repeat(20), 'utf16le'), Buffer.from([0x41])]),
  },
  {
    name: 'utf16-lone-surrogates.txt',
    bytes: () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(20_000, Buffer.from([0x00, 0xd8]))]),
  },
  {
    name: 'utf32.txt',
    bytes: () => Buffer.from([...'Refunds within thirty days. '.repeat(50)].flatMap(letter => [letter.charCodeAt(0), 0, 0, 0])),
  },
  { name: 'utf8-overlong.txt', bytes: () => Buffer.concat([Buffer.from('Text '), Buffer.alloc(20_000, Buffer.from([0xc0, 0x80]))]) },
  { name: 'utf8-cut.txt', bytes: () => Buffer.from('Größe').subarray(0, 3) },
  { name: 'mark-only.txt', bytes: () => Buffer.from([0xef, 0xbb, 0xbf]) },
  { name: 'nothing.md', bytes: () => Buffer.alloc(0) },
  { name: 'noise.txt', bytes: () => noise(7, megabytes(3)) },
  { name: 'noise.csv', bytes: () => noise(8, megabytes(1)) },
  { name: 'escape-codes.txt', bytes: () => repeat('\u001b[2J\u0007\u0008', 10_000) },
  { name: 'right-to-left.txt', bytes: () => repeat('\u202e\u2066text\u2069 ', 100_000) },
  { name: 'combining.txt', bytes: () => Buffer.from(`a${'\u0301'.repeat(2_000_000)}`) },
  { name: 'picture.png', bytes: () => png(60_000) },
  { name: 'picture-named.pdf', bytes: () => png(10) },
  { name: 'picture-named.csv', bytes: () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]) },
  { name: 'gif-and-script.html', bytes: () => Buffer.from('GIF89a/*<html><script>*/=1;alert(1)//</script>') },
  {
    name: 'vector.svg',
    bytes: () =>
      Buffer.from('<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>x</text></svg>'),
  },
  { name: 'program.txt', bytes: () => Buffer.from('MZ\u0090\u0000\u0003 This program cannot be run in DOS mode.') },
  { name: 'old-office.docx', bytes: () => compound('WordDocument') },
  { name: 'encrypted.xlsx', bytes: () => compound('EncryptedPackage') },
  { name: 'rich-text.doc', bytes: () => Buffer.from(`{\\rtf1${'{'.repeat(100_000)}`) },
  { name: 'database.csv', bytes: () => Buffer.from('SQLite format 3\u0000and so on') },
]

function nestedMail(depth: number): Buffer {
  let mail = 'From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n'
  for (let level = 0; level < depth; level++) mail += `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`
  return Buffer.from(`${mail}Content-Type: text/plain\n\nText\n`)
}

function noise(seed: number, length: number): Buffer {
  const random = seededRandom(seed)
  return Buffer.from(Uint8Array.from({ length }, () => random() * 256))
}

/** The head of a picture of that width and height, with nothing behind it. */
function png(side: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000806000000', 'hex')
  head.writeUInt32BE(side, 16)
  head.writeUInt32BE(side, 20)
  return head
}

/** The container of old Office files, with a stream of that name. */
const compound = (stream: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), Buffer.from(stream, 'utf16le'), Buffer.alloc(4096)])
