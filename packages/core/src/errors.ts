import { type ErrorCode, type ErrorDetails, errorCodes } from '@craveva/contract/errors'

/** An answer to the caller that is not a success. Everything else that is thrown becomes INTERNAL_ERROR. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** Seconds after which another try makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | null

  constructor(code: ErrorCode, message?: string, options: { details?: ErrorDetails; retryAfter?: number; cause?: unknown } = {}) {
    super(message ?? errorCodes[code].message, { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    this.retryAfter = options.retryAfter ?? null
  }
}
