/** What a browser remembers about a visit. Where storing is forbidden, it is remembered until the page goes. */
export interface VisitRecord {
  readonly conversation_id: string
  readonly visitor_token: string
}

export interface VisitStorage {
  read(): VisitRecord | null
  write(record: VisitRecord | null): void
}

/** Storage of one agent's conversation, apart for each known person (`''`: nobody known). */
export function openStorage(agent: string, person: string, storage: () => Storage = () => localStorage): VisitStorage {
  const key = `craveva:${agent}${person && `:${person}`}`
  let memory: VisitRecord | null = null
  return {
    read() {
      const stored = attempt(() => JSON.parse(storage().getItem(key) ?? 'null'))
      return isRecord(stored) ? stored : memory
    },
    write(record) {
      memory = record
      attempt(() => (record ? storage().setItem(key, JSON.stringify(record)) : storage().removeItem(key)))
    },
  }
}

/** Runs what a browser may forbid. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is VisitRecord =>
  typeof value === 'object' &&
  value !== null &&
  'conversation_id' in value &&
  typeof value.conversation_id === 'string' &&
  'visitor_token' in value &&
  typeof value.visitor_token === 'string'
