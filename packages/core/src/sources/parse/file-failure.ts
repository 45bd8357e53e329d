/** A file, or an entry of an archive, that could not be read, or not to its end: documents of the same key that came before are incomplete. */
export interface FileFailure {
  /** Path within the upload, as it would have been the key of the document. */
  readonly key: string
  readonly code: FailureCode
  /** For the merchant: what is wrong, and what to do. */
  readonly reason: string
}

/**
 * `empty` nothing to read; `unsupported` no parser for this kind of content; `encrypted` needs a password; `damaged` not what its format
 * demands; `too_large` a limit is exceeded; `timeout` took too long; `unsafe` a name or content that is refused.
 */
export type FailureCode = 'empty' | 'unsupported' | 'encrypted' | 'damaged' | 'too_large' | 'timeout' | 'unsafe'

/** Thrown by parsers; ends the file, not the upload. `message` is the reason shown to the merchant. */
export class Unreadable extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, reason: string) {
    super(reason)
    this.code = code
  }
}

/** Turns whatever a parser threw into what the merchant is told. */
export function toFileFailure(key: string, error: unknown): FileFailure {
  if (error instanceof Unreadable) return { key, code: error.code, reason: error.message }
  if (error instanceof RangeError) {
    return {
      key,
      code: 'too_large',
      reason: 'This file is nested too deeply or too large to be read. Save it in a simpler form and upload it again.',
    }
  }
  return { key, code: 'damaged', reason: 'This file is damaged or not what its format demands. Open it, save it anew and upload it again.' }
}
