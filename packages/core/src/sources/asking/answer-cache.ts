import type { SourceAnswer } from '../connectors/connector.ts'

export interface CachedAnswer {
  readonly answer: SourceAnswer
  /** Milliseconds since 1970. */
  readonly readAt: number
}

const mostEntries = 300
const mostBytes = 20_000_000

/** Answers of sources for some seconds, the oldest leaving first when there are many. */
export function createAnswerCache() {
  const entries = new Map<string, CachedAnswer & { bytes: number }>()
  let total = 0
  const forget = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    get(key: string, notBefore: number): CachedAnswer | null {
      const found = entries.get(key)
      if (found && found.readAt >= notBefore) return found
      if (found) forget(key)
      return null
    },
    put(key: string, cached: CachedAnswer) {
      forget(key)
      const bytes = JSON.stringify(cached.answer.rows).length
      entries.set(key, { ...cached, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (entries.size <= mostEntries && total <= mostBytes) break
        forget(oldest)
      }
    },
  }
}
