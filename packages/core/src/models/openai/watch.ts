import { ModelError } from '../model-error.ts'

/** All in milliseconds. */
export interface Timeouts {
  /** From the request to the first byte of its answer, waiting for a free connection included. */
  readonly firstByte: number
  /** Between two pieces of the answer. */
  readonly idle: number
  /** For the whole answer. */
  readonly total: number
}

export const defaultTimeouts: Timeouts = { firstByte: 20_000, idle: 30_000, total: 300_000 }

export interface Watch {
  /** Something came. */
  touch(): void
  /** The answer is complete; the connection gets a second to close by itself. */
  drain(): void
  stop(): void
}

/** Watches over one answer and calls back, once, when it takes too long. One timer at a time, set anew by what comes. */
export function startWatch(timeouts: Timeouts, provider: string, onExpired: (error: ModelError) => void): Watch {
  const latest = performance.now() + timeouts.total
  let touched = false

  const expire = (what: string) => onExpired(new ModelError('timeout', `${provider} ${what}. Try again, or choose a faster model.`))
  const expireAfter = (wait: number, what: string) => setTimeout(expire, wait, `${what} within ${wait / 1000} s`)
  let timer = expireAfter(Math.min(timeouts.firstByte, timeouts.total), 'did not begin to answer')

  const touch = () => {
    if (performance.now() > latest) return expire(`did not finish its answer within ${timeouts.total / 1000} s`)
    if (touched) return timer.refresh()
    touched = true
    clearTimeout(timer)
    timer = expireAfter(timeouts.idle, 'stopped in the middle of its answer: nothing came')
  }

  const drain = () => {
    clearTimeout(timer)
    timer = expireAfter(1000, 'did not close its answer')
  }

  return { touch, drain, stop: () => clearTimeout(timer) }
}
