import { ApiError, ConnectionError } from './errors.ts'

/** The longest wait between two attempts; who is asked to wait longer gets the error instead. */
const longestWaitMs = 60_000

/**
 * Milliseconds to wait before trying again after `error`; null when another attempt makes no sense.
 * `attempt` counts from 0. Half of each wait is chance, so that clients do not come back in step.
 */
export function retryWait(error: unknown, attempt: number, random = Math.random): number | null {
  if (!isPassing(error)) return null
  const backOff = Math.min(8000, 500 * 2 ** attempt) * (0.5 + random() / 2)
  const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0
  return asked > longestWaitMs ? null : Math.max(asked, backOff)
}

function isPassing(error: unknown) {
  if (error instanceof ConnectionError) return true
  if (!(error instanceof ApiError)) return false
  // The API has asked a failing model provider again already.
  if (error.code === 'PROVIDER_ERROR') return false
  // A conflict that names a time is the same call, still at work.
  return [429, 502, 503, 504].includes(error.status) || (error.status === 409 && error.retryAfterMs !== null)
}

export const sleep = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
