import { rm } from 'node:fs/promises'
import type { ParsedDocument } from '../document.ts'
import { detectFormat } from './detect-format.ts'
import { type FileFailure, toFileFailure, Unreadable } from './file-failure.ts'
import { formatParsers } from './format-parsers.ts'
import type { ParseContext, Source } from './source.ts'
import { megabytes, openArchive } from './zip/archive.ts'
import { isIncidental, safeEntryName } from './zip/entry-name.ts'
import { unpackEntry } from './zip/unpack-entry.ts'

export type ReadEvent =
  | { readonly type: 'file'; readonly key: string; readonly number: number }
  | { readonly type: 'document'; readonly document: ParsedDocument }
  | { readonly type: 'failure'; readonly failure: FileFailure }

/** Where an earlier process came to: files are numbered in the order they are met, archives and their entries alike. */
export interface Progress {
  /** The number of the last file that is done with, 0 at first. */
  readonly done: number
  /** Numbers of files that ended the process. */
  readonly broken: readonly number[]
}

/**
 * Reads all files of an upload, archives entry by entry, and goes on behind files that cannot be read. Events of files that are done with
 * are not repeated.
 */
export async function* readUpload(
  files: readonly Source[],
  context: Omit<ParseContext, 'nested'>,
  progress: Progress,
): AsyncGenerator<ReadEvent> {
  const reader = uploadReader(context, progress)
  for (const file of files) yield* reader.read(file, 0)
}

function uploadReader(given: Omit<ParseContext, 'nested'>, progress: Progress) {
  let last = 0
  const context: ParseContext = { ...given, nested }

  /** `depth`: archives around the file. */
  async function* read(source: Source, depth: number): AsyncGenerator<ReadEvent> {
    const number = ++last
    const isDone = number <= progress.done
    if (progress.broken.includes(number)) return
    if (!isDone) yield { type: 'file', key: source.key, number }
    try {
      if (source.size > context.limits.fileBytes) {
        throw new Unreadable('too_large', `This file is larger than ${megabytes(context.limits.fileBytes)}. Split it and upload the parts.`)
      }
      const format = await detectFormat(source, context.limits)
      if (format === 'zip') yield* readEntries(source, depth)
      else if (!isDone) yield* parse(source, format)
    } catch (error) {
      if (!isDone) yield { type: 'failure', failure: toFileFailure(source.key, error) }
    }
  }

  async function* parse(source: Source, format: keyof typeof formatParsers): AsyncGenerator<ReadEvent> {
    const parser = await formatParsers[format]()
    for await (const result of parser(source, context)) yield toEvent(result)
  }

  async function* nested(source: Source): AsyncGenerator<ParsedDocument | FileFailure> {
    try {
      const format = await detectFormat(source, context.limits)
      if (format === 'zip' || format === 'eml')
        throw new Unreadable('unsupported', 'Archives and mails within a mail are not read. Upload them as files of their own.')
      yield* (await formatParsers[format]())(source, context)
    } catch (error) {
      yield toFileFailure(source.key, error)
    }
  }

  async function* readEntries(source: Source, depth: number): AsyncGenerator<ReadEvent> {
    if (depth >= context.limits.depth)
      throw new Unreadable('too_large', 'This is an archive in an archive in an archive. Unpack it and upload the files.')
    const archive = await openArchive(source.path, { ...context.limits, unpackedBytes: context.budget.unpackedBytes })
    try {
      const entries = archive.entries.filter(entry => !isIncidental(entry.name))
      if (entries.length === 0) throw new Unreadable('empty', 'This archive holds no files.')
      for (const entry of entries) {
        let unpacked: Source
        try {
          unpacked = await unpackEntry(entry, `${source.key}/${safeEntryName(entry.name)}`, context)
        } catch (error) {
          const number = ++last
          if (number > progress.done) yield { type: 'failure', failure: toFileFailure(`${source.key}/${shownName(entry.name)}`, error) }
          continue
        }
        yield* read(unpacked, depth + 1)
        await rm(unpacked.path, { force: true })
      }
    } finally {
      archive.close()
    }
  }

  return { read }
}

const toEvent = (result: ParsedDocument | FileFailure): ReadEvent =>
  'reason' in result ? { type: 'failure', failure: result } : { type: 'document', document: result }

/** A name that was refused, made fit to be shown. */
const shownName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}\p{P} ]/gu, '')
    .replaceAll('..', '')
    .replace(/\\/g, '/')
    .replace(/^\/+|(?<=\/)\/+/g, '')
    .slice(0, 200) || 'unnamed'
