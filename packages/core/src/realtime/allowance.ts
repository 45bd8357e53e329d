/** How many commands a socket may send at once, and how many a second after that. */
const burst = 60
const perSecond = 20

/** A bucket that fills with time. */
export interface Allowance {
  /** False when there have been too many. */
  take(): boolean
}

export function createAllowance(monotonicNow: () => number = () => performance.now()): Allowance {
  let left = burst
  let filledAt = monotonicNow()
  return {
    take() {
      const now = monotonicNow()
      left = Math.min(burst, left + ((now - filledAt) * perSecond) / 1000)
      filledAt = now
      if (left < 1) return false
      left--
      return true
    },
  }
}
