/**
 * What kept a model from answering.
 * - `unreachable`, `timeout`, `overloaded`, `rate_limited`, `broken_stream`, `server_error`: may pass; another try or another model can help.
 * - `unauthorized`, `quota`, `bad_request`, `too_long`: will not pass by itself.
 */
export type ModelErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'overloaded'
  | 'rate_limited'
  | 'broken_stream'
  | 'server_error'
  | 'unauthorized'
  | 'quota'
  | 'bad_request'
  | 'too_long'

export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly kind: ModelErrorKind
  /** Milliseconds the provider asks to wait; null when it does not say. */
  readonly retryAfterMs: number | null

  constructor(kind: ModelErrorKind, message: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}
