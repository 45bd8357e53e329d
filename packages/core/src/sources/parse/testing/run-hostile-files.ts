import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFiles } from '../parse-files.ts'
import type { HostileFile } from './hostile-file.ts'

export interface HostileResult {
  readonly name: string
  readonly bytes: number
  readonly seconds: number
  /** Documents that were read all the same. */
  readonly documents: number
  readonly reasons: readonly string[]
  /** Most memory of the process that read it; 0 where the system does not tell. */
  readonly childBytes: number
  /** Growth of this process while it was read. */
  readonly parentBytes: number
}

/** Reads the files one after the other, as uploads, and measures what each of them cost. */
export async function* runHostileFiles(files: Iterable<HostileFile>): AsyncGenerator<HostileResult> {
  const folder = await mkdtemp(join(tmpdir(), 'craveva-hostile-'))
  const path = join(folder, 'upload')
  try {
    for (const file of files) {
      const content = file.bytes()
      await writeFile(path, content)
      yield await measure(file.name, path, content.length)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(name: string, path: string, bytes: number): Promise<HostileResult> {
  const idle = process.memoryUsage.rss()
  let parentPeak = idle
  let childBytes = 0
  let documents = 0
  const reasons: string[] = []
  const sampling = setInterval(() => {
    parentPeak = Math.max(parentPeak, process.memoryUsage.rss())
  }, 20)
  const started = performance.now()
  const onChildEnd = ({ peakBytes }: { readonly peakBytes: number }) => {
    childBytes = Math.max(childBytes, peakBytes)
  }
  for await (const result of parseFiles({ files: [{ path, name }], onChildEnd })) {
    if ('reason' in result) reasons.push(`${result.code}: ${result.reason}`)
    else documents++
  }
  clearInterval(sampling)
  const seconds = (performance.now() - started) / 1000
  return { name, bytes, seconds, documents, reasons, childBytes, parentBytes: Math.max(parentPeak, process.memoryUsage.rss()) - idle }
}
