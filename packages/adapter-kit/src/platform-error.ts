/**
 * - `retryable`: it may pass; another attempt makes sense.
 * - `uncertain`: it may have happened, as the answer got lost; another attempt may double it.
 * - `blocked`: this visitor does not get messages from us.
 * - `refused`: the platform does not take this, now or later.
 * - `signed-out`: the platform does not accept the credentials.
 */
export type PlatformErrorKind = 'retryable' | 'uncertain' | 'blocked' | 'refused' | 'signed-out'

/** The platform said no, or could not be asked. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly kind: PlatformErrorKind
  /** Milliseconds that the platform wants us to wait; null when it did not say. */
  readonly retryAfterMs: number | null
  /** Ids of all that was sent of the piece, by this attempt and those before. */
  readonly sent: readonly string[]

  constructor(
    kind: PlatformErrorKind,
    message: string,
    { retryAfterMs = null, sent = [], cause }: { retryAfterMs?: number | null; sent?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.retryAfterMs = retryAfterMs
    this.sent = sent
  }
}
