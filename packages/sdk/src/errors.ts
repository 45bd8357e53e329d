import type { ErrorBody, ErrorCode, ErrorDetails } from '@craveva/contract/errors'

/** The API said no. `message` says what to do; `details` maps fields to what is wrong with them. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status. */
  readonly status: number
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** Tells support which request it was; null when something between here and the API answered. */
  readonly requestId: string | null
  /** Milliseconds to wait before another attempt; null when the API did not say. */
  readonly retryAfterMs: number | null

  constructor(
    status: number,
    body: Pick<ErrorBody, 'code' | 'message' | 'details'>,
    requestId: string | null,
    retryAfterMs: number | null,
  ) {
    super(body.message)
    this.status = status
    this.code = body.code
    this.details = body.details
    this.requestId = requestId
    this.retryAfterMs = retryAfterMs
  }
}

/** The API could not be asked, or its answer did not arrive: no connection, no answer in time, or no answer of this API. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

const codesByStatus: Record<number, ErrorCode> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMIT_EXCEEDED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
}

/** The error that an answer tells; proxies and load balancers answer with other bodies, so the status decides when the body is not ours. */
export async function readApiError(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  const requestId = response.headers.get('x-request-id')
  return new ApiError(
    response.status,
    parseBody(text) ?? foreignBody(response),
    requestId,
    retryAfterMs(response.headers.get('retry-after')),
  )
}

function parseBody(text: string): ErrorBody | null {
  try {
    const body: Partial<ErrorBody> = JSON.parse(text)
    if (body.error !== true || !body.code || body.message === undefined) return null
    return { error: true, code: body.code, message: body.message, details: body.details ?? {} }
  } catch {
    return null
  }
}

function foreignBody({ status, url }: Response) {
  const code = codesByStatus[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : 'INVALID_REQUEST')
  const server = URL.parse(url)?.origin ?? 'The server'
  return { code, message: `${server} answered ${status}, but not as this API does. Check the base URL, and any proxy.`, details: {} }
}

function retryAfterMs(value: string | null) {
  if (!value) return null
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}
