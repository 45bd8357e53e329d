import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParsedDocument } from '../document.ts'
import type { FileFailure } from './file-failure.ts'
import { parseFile } from './parse-file.ts'
import { type ParseInput, parseFiles } from './parse-files.ts'
import { buildZip, zipOf } from './testing/build-zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craveva-upload-'))
})
afterAll(() => rm(folder, { recursive: true }))

let counter = 0

async function upload(contents: Readonly<Record<string, string | Buffer>>): Promise<ParseInput['files']> {
  return Promise.all(
    Object.entries(contents).map(async ([name, content]) => {
      const path = join(folder, `upload-${counter++}`)
      await writeFile(path, content)
      return { path, name }
    }),
  )
}

async function read(contents: Readonly<Record<string, string | Buffer>>, options: Omit<ParseInput, 'files'> = {}) {
  const documents: ParsedDocument[] = []
  const failures: FileFailure[] = []
  for await (const result of parseFiles({ files: await upload(contents), ...options })) {
    if ('reason' in result) failures.push(result)
    else documents.push(result)
  }
  return { documents, failures }
}

/** What takes a child down: more nodes than its heap holds. */
const bomb = `[${'[],'.repeat(1_500_000)}[]]`
const smallHeap = { heapBytes: 48 * 1024 * 1024 }

describe('an upload', () => {
  it('of several files is read in order, and tells of each file', async () => {
    const seen: string[] = []
    const { documents, failures } = await read(
      { 'a.md': '# A\n\nText', 'help/b.txt': 'Some text.', 'c.png': Buffer.from('89504e470d0a1a0a', 'hex') },
      { onFile: file => seen.push(`${file.number} ${file.key}`) },
    )
    expect(documents.map(document => document.key)).toEqual(['a.md', 'help/b.txt'])
    expect(failures).toMatchObject([{ key: 'c.png', code: 'unsupported', reason: expect.stringContaining('picture') }])
    expect(seen).toEqual(['1 a.md', '2 help/b.txt', '3 c.png'])
  })

  it('is told apart by content, whatever the names say', async () => {
    const { documents } = await read({
      'a.pdf': '<!doctype html><p>Hello</p>',
      'b.html': '# Title\n\n**Text** and [link](https://a.example)',
      'c.bin': '{"a": "b"}',
    })
    expect(documents.map(document => document.mediaType)).toEqual(['text/html', 'text/markdown', 'application/json'])
  })

  it('has keys that point nowhere else', async () => {
    const { documents } = await read({ '../../etc/a.md': '# A\n\nText', 'C:\\docs\\b.md': '# B\n\nText' })
    expect(documents.map(document => document.key)).toEqual(['etc/a.md', 'docs/b.md'])
  })

  it('goes on behind a file that takes the reading process down', async () => {
    const { documents, failures } = await read({ 'a.md': '# A\n\nText', 'bomb.json': bomb, 'b.md': '# B\n\nText' }, { limits: smallHeap })
    expect(documents.map(document => document.key)).toEqual(['a.md', 'b.md'])
    expect(failures).toMatchObject([{ key: 'bomb.json', code: 'too_large', reason: expect.stringContaining('memory') }])
  })

  it('goes on within an archive, and reads nothing twice', async () => {
    const { documents, failures } = await read(
      { 'docs.zip': zipOf({ 'a.md': '# A\n\nText', 'bomb.json': bomb, 'b.md': '# B\n\nText' }) },
      { limits: { ...smallHeap, unpackRatio: 10_000 } },
    )
    expect(documents.map(document => document.key)).toEqual(['docs.zip/a.md', 'docs.zip/b.md'])
    expect(failures).toMatchObject([{ key: 'docs.zip/bomb.json', code: 'too_large' }])
  })

  it('answers for every file, also when it gives up', async () => {
    const { failures } = await read({ '1.json': bomb, '2.json': bomb, '3.md': '# A\n\nText' }, { limits: { ...smallHeap, restarts: 1 } })
    expect(failures.map(failure => failure.key)).toEqual(['1.json', '2.json', '3.md'])
  })

  it('ends a file that shows no progress', async () => {
    const { failures } = await read({ 'slow.md': `# Slow\n\n${'*a _b '.repeat(200_000)}` }, { limits: { stallSeconds: 0.05 } })
    expect(failures).toMatchObject([{ key: 'slow.md', code: 'timeout' }])
  })

  it('ends when it is called off', async () => {
    const controller = new AbortController()
    const reading = parseFiles({ files: await upload({ 'a.md': '# A\n\nText', 'b.md': '# B\n\nText' }), signal: controller.signal })
    await reading.next()
    controller.abort(new Error('called off'))
    await expect(Array.fromAsync(reading)).rejects.toThrow('called off')
  })

  it('ends when nobody listens any more', async () => {
    for await (const result of parseFile({ path: (await upload({ x: '# A\n\nText' }))[0]?.path ?? '', name: 'a.md' })) {
      expect(result.key).toBe('a.md')
      break
    }
  })

  it('ends when nobody listens any more, although more is waiting to be heard', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.md`, `# ${index}\n\n${'Some text. '.repeat(10_000)}`]),
    )
    for await (const result of parseFiles({ files: await upload(many) })) {
      expect(result.key).toBe('0.md')
      // Time for the child to write on.
      await read({ 'other.md': '# Other\n\nText' })
      break
    }
  })
})

describe('an archive', () => {
  it('is read entry by entry, with a reason for each that is not', async () => {
    const { documents, failures } = await read({
      'docs.zip': buildZip([
        { name: 'a.md', data: Buffer.from('# A\n\nText') },
        { name: 'folder/', data: Buffer.alloc(0) },
        { name: '__MACOSX/._a.md', data: Buffer.from('resource') },
        { name: 'folder/b.md', data: Buffer.from('# B\n\nText') },
        { name: '../../outside.md', data: Buffer.from('# C\n\nText') },
        { name: 'locked.md', data: Buffer.from('# D'), flags: 1 },
        { name: 'broken.md', data: Buffer.from('# E\n\nText'), crc: 7 },
        { name: 'inner.zip', data: zipOf({ 'deep.md': '# F\n\nText', 'deeper.zip': zipOf({ 'x.md': '# G' }) }) },
      ]),
    })
    expect(documents.map(document => document.key)).toEqual(['docs.zip/a.md', 'docs.zip/folder/b.md', 'docs.zip/inner.zip/deep.md'])
    expect(failures.map(failure => [failure.key, failure.code])).toEqual([
      ['docs.zip/outside.md', 'unsafe'],
      ['docs.zip/locked.md', 'encrypted'],
      ['docs.zip/broken.md', 'damaged'],
      ['docs.zip/inner.zip/deeper.zip', 'too_large'],
    ])
  })

  it.each([
    ['ratio', zipOf({ 'a.txt': Buffer.alloc(2_000_000) }), 'unsafe', 'far more'],
    ['total', buildZip([{ name: 'a.txt', data: Buffer.from('a'), declaredSize: 900_000_000 }]), 'too_large', '859 MB'],
    [
      'entries',
      buildZip(Array.from({ length: 30 }, (_, index) => ({ name: `${index}.txt`, data: Buffer.from('a') }))),
      'too_large',
      '30 entries',
    ],
    [
      'overlap',
      buildZip([
        { name: 'a', data: Buffer.from('text') },
        { name: 'b', data: Buffer.from('text'), sharesBytesOf: 0 },
      ]),
      'unsafe',
      'overlap',
    ],
  ])('is checked before it is unpacked: %s', async (_, file, code, reason) => {
    const { documents, failures } = await read({ 'a.zip': file }, { limits: { entries: 20 } })
    expect(documents).toEqual([])
    expect(failures).toMatchObject([{ key: 'a.zip', code, reason: expect.stringContaining(reason) }])
  })
})
