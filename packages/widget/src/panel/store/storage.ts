/** What a browser remembers about a visit. */
export interface VisitRecord {
  /** Empty when the next message begins one. */
  readonly conversation_id: string
  /** Empty for a person the page identified. */
  readonly visitor_token: string
  /** A person is expected to write: the widget listens before it is opened. */
  readonly operator?: boolean
}

export type VisitStorage = ReturnType<typeof openStorage>

/**
 * Storage of an agent's conversation, apart for each person the page identified. Where storing is forbidden, it is remembered until the
 * page goes. `storage`: null as long as nothing may be stored; replaced in tests.
 */
export function openStorage(agent: string, storage: () => Storage | null = () => localStorage) {
  const memory = new Map<string, VisitRecord>()
  let key = `craveva:${agent}`
  /** The browser did not take what was written last. */
  let refused = false
  /** Tells other tabs; missing in old browsers. */
  const channel = attempt(() => new BroadcastChannel(`craveva:${agent}`))

  function keep(record?: VisitRecord | null) {
    if (record) memory.set(key, record)
    else memory.delete(key)
    refused = !attempt(() => {
      const place = storage()
      if (record) place?.setItem(key, JSON.stringify(record))
      else place?.removeItem(key)
      return place
    })
  }

  return {
    /**
     * Calls `changed` when another tab wrote. What it wrote comes along: storage may reach this tab later than the news, or never.
     * `gone`: the person left. Returns how to stop.
     */
    onChange(changed: (gone: boolean) => void) {
      channel?.addEventListener('message', ({ data: [about, record] }) => {
        if (about !== key) return
        keep(record)
        changed(record === undefined)
      })
      return () => channel?.close()
    },
    /** From now on it is about this person; empty: nobody is known. Answers whether it was about another before. */
    switchTo(person: string): boolean {
      const before = key
      key = `craveva:${agent}${person && `:${person}`}`
      return key !== before
    },
    read(): VisitRecord | null {
      const text = refused ? undefined : attempt(() => storage()?.getItem(key))
      if (text === undefined) return memory.get(key) ?? null
      const stored = attempt(() => JSON.parse(text ?? 'null'))
      return isRecord(stored) ? stored : null
    },
    /** Writing the same again still tells other tabs that something changed. Without a record it is forgotten whose it was as well. */
    write(record?: VisitRecord | null) {
      keep(record)
      attempt(() => channel?.postMessage([key, record]))
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

const isRecord = (value: Partial<VisitRecord> | null | undefined): value is VisitRecord =>
  typeof value?.conversation_id === 'string' && typeof value.visitor_token === 'string'
