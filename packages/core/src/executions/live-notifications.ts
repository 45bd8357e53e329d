import pg from 'pg'
import type { Logger } from 'pino'

const channel = 'craveva_live'

/** What one server tells the others of a turn. */
export interface Notification {
  /** `part`: there are new parts. `end`: it has ended. `cancel`: whoever works on it is to stop. */
  readonly kind: 'part' | 'end' | 'cancel'
  readonly companyId: string
  readonly executionId: string
}

export interface LiveNotifications {
  /** Calls `listener` for each notification about an execution, until the returned function is called. */
  on(executionId: string, listener: (kind: Notification['kind']) => void): () => void
  /** Calls `listener` for each notification there is. */
  onAny(listener: (notification: Notification) => void): void
  close(): Promise<void>
}

/** Listens on a connection of its own, which is opened again whenever it is lost. Readers also look for themselves now and then, so a lost notification only delays them. */
export function listenForTurns(url: string, log: Logger): LiveNotifications {
  const listeners = new Map<string, Set<(kind: Notification['kind']) => void>>()
  const anyListeners: ((notification: Notification) => void)[] = []
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  async function connect() {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    fresh.on('notification', ({ payload }) => dispatch(payload ?? ''))
    fresh.on('error', () => {})
    fresh.on('end', () => {
      client = null
      if (!closed) retry = setTimeout(open, 1000)
    })
    await fresh.connect()
    await fresh.query(`listen ${channel}`)
    client = fresh
  }

  function open() {
    connect().catch(error => {
      log.warn({ err: error }, 'cannot listen for turns of other servers yet')
      if (!closed) retry = setTimeout(open, 2000)
    })
  }

  function dispatch(payload: string) {
    const [kind, companyId, executionId] = payload.split(' ')
    if ((kind !== 'part' && kind !== 'end' && kind !== 'cancel') || !companyId || !executionId) return
    for (const listener of anyListeners) listener({ kind, companyId, executionId })
    for (const listener of listeners.get(executionId) ?? []) listener(kind)
  }

  open()
  return {
    on(executionId, listener) {
      const known = listeners.get(executionId) ?? new Set()
      listeners.set(executionId, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0) listeners.delete(executionId)
      }
    },
    onAny: listener => void anyListeners.push(listener),
    async close() {
      closed = true
      if (retry) clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
