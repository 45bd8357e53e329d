const minute = 60
const hour = 60 * minute

/** Seconds between the attempts: ten within about three days, as the Standard Webhooks specification proposes. */
const pauses = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

export const maxAttempts = pauses.length + 1

/** Longest that a receiver's own wish is followed. */
const longestWish = 24 * hour

/**
 * Seconds until the next attempt after `tries` of them; null when there is none. A fifth more or less by chance, so that what failed
 * together does not come back together; never sooner than the receiver asked for.
 */
export function pauseAfter(tries: number, { wish = 0, random = Math.random }: { wish?: number; random?: () => number } = {}) {
  const pause = pauses[tries - 1]
  return pause === undefined ? null : Math.max(pause * (0.8 + 0.4 * random()), Math.min(wish, longestWish))
}

/** Seconds that a `Retry-After` header asks to wait, as a number or a date; 0 when it asks nothing we understand. */
export function readRetryAfter(header: string | undefined, now: number) {
  if (!header) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? 0 : Math.max(0, (date - now) / 1000)
}
