import type { ParsedDocument } from '../document.ts'
import type { FileFailure } from './file-failure.ts'
import type { ParseLimits } from './limits.ts'

/** One file to be read: as uploaded, or unpacked from an archive to a temporary place. */
export interface Source {
  /** Path within the upload. */
  readonly key: string
  /** Where it lies on disk. Never made of names from the upload. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

export interface ParseContext {
  readonly limits: ParseLimits
  /** A private folder that is removed afterwards, whatever happens. */
  readonly temporaryFolder: string
  /** Bytes that may still be unpacked in this upload. */
  readonly budget: { unpackedBytes: number }
  /** Reads a file found within the one being read, as a mail's attachment, by the parser of its own format. Archives are not opened. */
  nested(source: Source): AsyncIterable<ParsedDocument | FileFailure>
  /** Tells that work is going on: the longest silence is limited. To be called for work done, never for time passed. */
  advance(): void
}

/** Reads one format. Throws `Unreadable` when it cannot go on; documents that were yielded before stay good. */
export type FormatParser = (source: Source, context: ParseContext) => AsyncIterable<ParsedDocument | FileFailure>
