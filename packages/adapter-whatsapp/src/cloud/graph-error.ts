import { PlatformError, type PlatformErrorKind } from '@craveva/adapter-kit/platform-error'

/** Meta said no, or could not be asked. Never holds the token. */
export class GraphError extends PlatformError {
  /** Meta's code; 0 where it gave none. */
  readonly code: number

  constructor(kind: PlatformErrorKind, code: number, message: string, retryAfterMs: number | null = null) {
    super(kind, message, { retryAfterMs })
    this.code = code
  }
}

/** More than 24 hours since they wrote: only an approved template may go out. */
export const windowClosed = 131047

/** What Meta's codes mean for us; milliseconds to wait. Source: Meta, WhatsApp Cloud API, "Error codes". */
const meanings: Record<number, readonly [kind: PlatformErrorKind, retryAfterMs?: number]> = {
  2: ['retryable', 10_000],
  3: ['signed-out'],
  4: ['retryable', 60_000],
  10: ['signed-out'],
  190: ['signed-out'],
  80007: ['retryable', 60_000],
  130403: ['blocked'],
  130429: ['retryable', 2000],
  131000: ['retryable', 5000],
  131016: ['retryable', 30_000],
  131026: ['blocked'],
  131031: ['signed-out'],
  [windowClosed]: ['refused'],
  131048: ['retryable', 60_000],
  131050: ['blocked'],
  131056: ['retryable', 6000],
  133004: ['retryable', 30_000],
}

interface GraphErrorBody {
  readonly code?: number
  readonly message?: string
  readonly error_data?: { readonly details?: string }
}

/** What Meta answered with a status of 400 or more. */
export function toGraphError(status: number, body: unknown): GraphError {
  const { code = 0, message, error_data } = (body as { error?: GraphErrorBody } | null)?.error ?? {}
  const [kind, wait] = meanings[code] ?? byStatus(status)
  const words = error_data?.details ?? message ?? `Meta answered ${status}.`
  const advice = kind === 'signed-out' ? ' Make a new access token for the system user, and enter it.' : ''
  return new GraphError(kind, code, words + advice, wait ?? null)
}

function byStatus(status: number): readonly [PlatformErrorKind, number?] {
  if (status === 401 || status === 403) return ['signed-out']
  return status === 429 || status >= 500 ? ['retryable', 5000] : ['refused']
}
