import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ParsedDocument } from '../document.ts'
import { acquireChildSlot } from './child-slots.ts'
import { type FileFailure, toFileFailure } from './file-failure.ts'
import { defaultParseLimits, type ParseLimits } from './limits.ts'
import { type ParseChild, startParseChild } from './parse-child.ts'
import type { Progress } from './read-upload.ts'
import type { Source } from './source.ts'
import { uploadKey } from './upload-key.ts'

export interface ParseInput {
  /** `path` on disk; `name` as uploaded, with folders for a folder upload. `uploadKey(name)` is the key; entries of archives are `key/entry`. */
  readonly files: readonly { readonly path: string; readonly name: string }[]
  readonly limits?: Partial<ParseLimits>
  /** Ends the reading: the iteration throws its reason. */
  readonly signal?: AbortSignal
  /** Called when a child process has ended. */
  readonly onChildEnd?: (usage: { readonly peakBytes: number }) => void
  /** Called when reading of a file begins; entries of archives are files too, numbered on from 1. */
  readonly onFile?: (file: { readonly key: string; readonly number: number }) => void
}

/**
 * Reads the files of an upload in a child process: their documents and, for each file that could not be read, why. A file that takes the
 * child down (memory, time) becomes a failure, and a new child goes on behind it; the server never notices. Reads no faster than asked.
 */
export async function* parseFiles({
  files,
  limits: changed,
  signal,
  onFile,
  onChildEnd,
}: ParseInput): AsyncGenerator<ParsedDocument | FileFailure> {
  const limits = { ...defaultParseLimits, ...changed }
  const sources = await Promise.all(
    files.map(async ({ path, name }): Promise<Source> => ({ key: uploadKey(name), path, size: (await stat(path)).size })),
  )
  const release = await acquireChildSlot(signal)
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'craveva-parse-'))
  const time = { left: limits.totalSeconds * 1000 }
  const reached = new Set<string>()
  let progress: Progress = { done: 0, broken: [] }
  try {
    while (progress.broken.length <= limits.restarts && time.left > 0) {
      const stallSeconds = progress.broken.length ? limits.stallSeconds / 2 : limits.stallSeconds
      let hasStarted = false
      let current = { key: sources[0]?.key ?? '', number: progress.done + 1 }
      const child = startParseChild({ files: sources, limits: { ...limits, stallSeconds }, temporaryFolder, progress }, time, signal)
      try {
        for await (const message of child.messages()) {
          hasStarted = true
          if (message.type === 'end') return
          if (message.type === 'file') {
            current = { key: message.key, number: message.number }
            reached.add(message.key)
            onFile?.(current)
          } else if (message.type === 'document') yield message.document
          else if (message.type === 'failure') yield message.failure
        }
      } finally {
        await child.kill()
        onChildEnd?.({ peakBytes: child.peakBytes() })
      }
      signal?.throwIfAborted()
      if (!hasStarted && child.endedBy() === 'itself') throw new Error(`The process that reads files does not start: ${child.lastWords()}`)
      yield { key: current.key, ...endReason(child) }
      progress = { done: current.number, broken: [...progress.broken, current.number] }
    }
    for (const { key } of sources) if (!reached.has(key)) yield { key, code: 'timeout', reason: stopped }
  } finally {
    release()
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

const stopped = 'Other files of this upload took all the time it had. Upload this one again without them.'

function endReason(child: ParseChild): Omit<FileFailure, 'key'> {
  switch (child.endedBy()) {
    case 'time':
      return { code: 'timeout', reason: 'This file takes too long to read. Split it or save it in a simpler form, and upload it again.' }
    case 'memory':
      return {
        code: 'too_large',
        reason: 'This file needs too much memory to be read. Split it or save it in a simpler form, and upload it again.',
      }
    default:
      return toFileFailure('', new Error())
  }
}
