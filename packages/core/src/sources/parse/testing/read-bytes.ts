import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Block, ParsedDocument } from '../../document.ts'
import type { FileFailure } from '../file-failure.ts'
import { defaultParseLimits, type ParseLimits } from '../limits.ts'
import { readUpload } from '../read-upload.ts'

export interface ReadResult {
  readonly documents: ParsedDocument[]
  readonly failures: FileFailure[]
  /** Blocks of all documents. */
  readonly blocks: Block[]
}

/** Reads one file in this process, for tests of what is made of it; the child process has tests of its own. */
export async function readBytes(name: string, content: Buffer | string, limits: Partial<ParseLimits> = {}): Promise<ReadResult> {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'craveva-read-'))
  const path = join(temporaryFolder, 'upload')
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const all = { ...defaultParseLimits, ...limits }
  const documents: ParsedDocument[] = []
  const failures: FileFailure[] = []
  try {
    await writeFile(path, bytes)
    const context = { limits: all, temporaryFolder, budget: { unpackedBytes: all.unpackedBytes }, advance: () => undefined }
    for await (const event of readUpload([{ key: name, path, size: bytes.length }], context, { done: 0, broken: [] })) {
      if (event.type === 'document') documents.push(event.document)
      if (event.type === 'failure') failures.push(event.failure)
    }
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true })
  }
  return { documents, failures, blocks: documents.flatMap(document => document.blocks) }
}
