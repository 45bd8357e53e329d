/** Every error code the API answers with: its HTTP status and the message used when nothing more precise is known. */
export const errorCodes = {
  INVALID_REQUEST: { status: 400, message: 'The request is not valid. See details for the fields to correct.' },
  UNAUTHORIZED: { status: 401, message: 'Sign in, or send a valid token in the Authorization header.' },
  INSUFFICIENT_CREDITS: { status: 402, message: 'There are not enough credits for this. Top up, or choose a cheaper model.' },
  PAYMENT_DECLINED: { status: 402, message: 'The payment was declined. Use another payment method.' },
  FORBIDDEN: { status: 403, message: 'You may not do this. Ask an owner or admin of your company.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here under this id.' },
  CONFLICT: { status: 409, message: 'This conflicts with the present state.' },
  PRECONDITION_FAILED: { status: 412, message: 'This was changed since you read it.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'This content type is not supported here.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, message: 'This Idempotency-Key was used before with another request.' },
  RATE_LIMIT_EXCEEDED: { status: 429, message: 'Too many requests. Try again after the time in Retry-After.' },
  INTERNAL_ERROR: { status: 500, message: 'Something went wrong on our side. Nothing was lost; try again.' },
  PROVIDER_ERROR: { status: 502, message: 'The model provider could not answer. Try again.' },
  UNAVAILABLE: { status: 503, message: 'The service is not available right now. Try again shortly.' },
} as const

export type ErrorCode = keyof typeof errorCodes

/** What is wrong, by the path of the field it is about (`config.temperature`). */
export type ErrorDetails = Readonly<Record<string, string>>

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly error: true
  readonly message: string
  readonly code: ErrorCode
  readonly details: ErrorDetails
}
