/** A file, or an entry of an archive, that could not be read. */
export interface FileFailure {
  /** Path within the upload, as it would have been the key of the document. */
  readonly key: string
  readonly code: FailureCode
  /** For the merchant: what is wrong, and what to do. */
  readonly reason: string
}

/**
 * `empty` nothing to read; `unsupported` no parser for this kind of content; `encrypted` needs a password;
 * `damaged` not what its format demands; `too_large` a limit is exceeded; `timeout` took too long; `unsafe` a name or content that is refused.
 */
export type FailureCode = 'empty' | 'unsupported' | 'encrypted' | 'damaged' | 'too_large' | 'timeout' | 'unsafe'
