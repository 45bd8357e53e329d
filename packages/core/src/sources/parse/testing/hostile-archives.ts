import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { buildZip, zipOf } from './build-zip.ts'
import { type HostileFile, megabytes } from './hostile-file.ts'

const hello = Buffer.from('# Hello\n\nA harmless page.\n')

const traversals = [
  '../../outside.md',
  '/etc/outside.md',
  'C:\\outside.md',
  '..\\..\\outside.md',
  'a/../../outside.md',
  './../outside.md',
  'a\u0000/../../outside.md',
  '\\\\server\\share\\outside.md',
  'file:///outside.md',
  '\u202egpj.md',
  'a\nb.md',
  '....//....//outside.md',
]

/** Zip files that unpack to too much, point outside, lie about themselves or hide something. */
export const hostileArchives: readonly HostileFile[] = [
  { name: 'ratio-100mb.zip', bytes: () => zipOf({ 'zeros.txt': Buffer.alloc(megabytes(100)) }) },
  { name: 'ratio-many-small.zip', bytes: () => manySmall() },
  {
    name: 'size-declared-too-small.zip',
    bytes: () => buildZip([{ name: 'a.txt', data: Buffer.alloc(megabytes(100), 'a '), declaredSize: 1000 }]),
  },
  { name: 'size-declared-too-large.zip', bytes: () => buildZip([{ name: 'a.txt', data: hello, declaredSize: 4_000_000_000 }]) },
  { name: 'packed-size-beyond-end.zip', bytes: () => buildZip([{ name: 'a.txt', data: hello, declaredPackedSize: 4_000_000_000 }]) },
  { name: 'nested-3.zip', bytes: () => nested(3) },
  { name: 'nested-30.zip', bytes: () => nested(30) },
  { name: 'nested-bombs.zip', bytes: () => nestedBombs() },
  { name: 'overlapping.zip', bytes: () => overlapping(100) },
  { name: 'overlapping-2000.zip', bytes: () => overlapping(2000) },
  { name: 'entries-2001.zip', bytes: () => manyEntries(2001) },
  { name: 'entries-60000.zip', bytes: () => manyEntries(60_000) },
  {
    name: 'entries-declared-fewer.zip',
    bytes: () =>
      buildZip(
        ['a.md', 'b.md', 'c.md'].map(name => ({ name, data: hello })),
        { entryCount: 1 },
      ),
  },
  { name: 'entries-declared-more.zip', bytes: () => buildZip([{ name: 'a.md', data: hello }], { entryCount: 60_000 }) },
  { name: 'directory-beyond-end.zip', bytes: () => buildZip([{ name: 'a.md', data: hello }], { directoryOffset: 0xfffffff0 }) },
  { name: 'directory-at-start.zip', bytes: () => buildZip([{ name: 'a.md', data: hello }], { directoryOffset: 0 }) },
  ...traversals.map((name, index): HostileFile => ({ name: `traversal-${index}.zip`, bytes: () => buildZip([{ name, data: hello }]) })),
  {
    name: 'symbolic-link.zip',
    bytes: () => buildZip([{ name: 'link.md', data: Buffer.from('/etc/passwd'), externalAttributes: 0xa1ff0000 }]),
  },
  { name: 'name-60000.zip', bytes: () => buildZip([{ name: 'a'.repeat(60_000), data: hello }]) },
  { name: 'name-empty.zip', bytes: () => buildZip([{ name: '', data: hello }]) },
  { name: 'name-not-utf8.zip', bytes: () => buildZip([{ name: Buffer.from([0xff, 0xfe, 0x80, 0x2e, 0x6d, 0x64]), data: hello }]) },
  { name: 'name-proto.zip', bytes: () => zipOf({ __proto__: hello, 'constructor.md': hello }) },
  { name: 'same-name-500.zip', bytes: () => buildZip(Array.from({ length: 500 }, () => ({ name: 'a.md', data: hello }))) },
  { name: 'encrypted.zip', bytes: () => buildZip([{ name: 'a.md', data: hello, flags: 1 }]) },
  { name: 'method-bzip2.zip', bytes: () => buildZip([{ name: 'a.md', data: hello, method: 12 }]) },
  { name: 'method-unknown.zip', bytes: () => buildZip([{ name: 'a.md', data: hello, method: 199 }]) },
  { name: 'wrong-checksum.zip', bytes: () => buildZip([{ name: 'a.md', data: hello, crc: 1 }]) },
  { name: 'not-deflated.zip', bytes: () => brokenDeflate() },
  { name: 'comment-65535.zip', bytes: () => buildZip([{ name: 'a.md', data: hello }], { comment: Buffer.alloc(65_535, 'PK') }) },
  { name: 'empty.zip', bytes: () => buildZip([]) },
  { name: 'only-folders.zip', bytes: () => buildZip([{ name: 'a/', data: Buffer.alloc(0) }]) },
  { name: 'only-the-mark.zip', bytes: () => Buffer.from('PK\u0003\u0004') },
  { name: 'gzip-bomb.txt', bytes: () => gzipSync(Buffer.alloc(megabytes(50))) },
  { name: 'gzip-bomb-in-zip.zip', bytes: () => zipOf({ 'a.gz': gzipSync(Buffer.alloc(megabytes(50))) }) },
  { name: 'random-in-zip.zip', bytes: () => buildZip([{ name: 'random.md', data: randomBytes(megabytes(2)) }]) },
]

/** Each entry is modest, all together are not. */
function manySmall(): Buffer {
  const data = Buffer.alloc(megabytes(1), 'All work and no play makes a dull page. ')
  return buildZip(Array.from({ length: 400 }, (_, index) => ({ name: `${index}.txt`, data })))
}

function nested(depth: number): Buffer {
  let file = zipOf({ 'a.md': hello })
  for (let level = 1; level < depth; level++) file = zipOf({ [`level-${level}.zip`]: file })
  return file
}

/** Sixteen archives of sixteen files of four megabytes. */
function nestedBombs(): Buffer {
  const data = Buffer.alloc(megabytes(4), 'no play ')
  const inner = buildZip(Array.from({ length: 16 }, (_, index) => ({ name: `${index}.txt`, data })))
  return buildZip(Array.from({ length: 16 }, (_, index) => ({ name: `${index}.zip`, data: inner })))
}

function overlapping(count: number): Buffer {
  const data = Buffer.alloc(megabytes(1), 'overlap ')
  return buildZip([
    { name: '0.txt', data },
    ...Array.from({ length: count - 1 }, (_, index) => ({ name: `${index + 1}.txt`, data, sharesBytesOf: 0 })),
  ])
}

const manyEntries = (count: number): Buffer =>
  buildZip(Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, data: hello })))

function brokenDeflate(): Buffer {
  const file = zipOf({ 'a.md': Buffer.from('some text that is long enough to be packed '.repeat(50)) })
  file.fill(0xff, 40, 60)
  return file
}
