import type { Request } from 'express'

/** Milliseconds after which the sender of an endless body is cut off. */
const patience = 10_000

/** Reads the rest of a request that is answered early and throws it away: cut off at once, its sender would never read the answer. */
export function drainRequest(request: Request) {
  if (request.complete || request.destroyed) return
  const timer = setTimeout(() => request.destroy(), patience)
  request.once('close', () => clearTimeout(timer))
  request.resume()
}
