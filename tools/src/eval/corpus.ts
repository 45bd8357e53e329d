import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Chunk } from '@craveva/core/sources/chunk'
import { parseFiles } from '@craveva/core/sources/parse/parse-files'
import { splitDocument } from '@craveva/core/sources/split/split-document'

/** A document of the corpus in passages, as the product itself reads it. */
export interface CorpusDocument {
  /** Path below the folder. */
  readonly file: string
  readonly chunks: readonly Chunk[]
}

/** About the corpus, not of it. */
const apart = new Set(['README.md', 'NOTICE.md', 'questions.json'])

/** Every file below the paths within `folder`; files nobody can read are an error, since the figures would be about less than they say. */
export async function readCorpus(folder: string, paths: readonly string[] = ['.']): Promise<CorpusDocument[]> {
  const files = (await Promise.all(paths.map(path => filesBelow(join(folder, path))))).flat()
  const documents: CorpusDocument[] = []
  for await (const outcome of parseFiles({ files: files.map(path => ({ path, name: relative(folder, path) })) })) {
    if ('reason' in outcome) throw new Error(`${outcome.key}: ${outcome.reason}`)
    documents.push({ file: outcome.key, chunks: splitDocument(outcome) })
  }
  return documents
}

async function filesBelow(path: string): Promise<string[]> {
  if (apart.has(basename(path))) return []
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path)
  return (await Promise.all(entries.sort().map(entry => filesBelow(join(path, entry))))).flat()
}
