const longestWaitMs = 24 * 60 * 60 * 1000

/**
 * Milliseconds a provider asks to wait: `retry-after-ms`, else `retry-after` as seconds or as an HTTP date
 * (RFC 9110, 10.2.3); null when it does not say or cannot be read. Never negative, never over a day.
 */
export function retryAfterMs(headers: Readonly<Record<string, string | string[] | undefined>>, now = Date.now()): number | null {
  const milliseconds = number(first(headers['retry-after-ms']))
  if (milliseconds !== null) return clamp(milliseconds)
  const value = first(headers['retry-after'])
  const seconds = number(value)
  if (seconds !== null) return clamp(seconds * 1000)
  const date = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(date) ? null : clamp(date - now)
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

const number = (value: string | undefined) => (value !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null)

const clamp = (wait: number) => Math.min(Math.max(0, Math.round(wait)), longestWaitMs)
