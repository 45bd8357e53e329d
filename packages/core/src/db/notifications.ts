import pg from 'pg'
import type { Logger } from 'pino'

const channel = 'craveva_live'

/**
 * What one server tells the others; it carries ids only.
 * `part`: a turn has new parts. `end`: a turn has ended. `cancel`: whoever works on a turn is to stop. `agent`: an agent or one of its deployments changed.
 * `event`: there is an event to be passed on.
 * `message`: somebody else than the agent wrote in a conversation, or it is in other hands; while operators watch, also when anybody wrote.
 * `typing`: whoever owns a conversation writes in it; `visitor`: its visitor does. `presence`: an operator came or went. `login`: a login or the
 * role of a user changed. `keys`: a company's own keys for models changed. `feed`: a deployment has something
 * to deliver. `inbox`: something arrived from an address.
 */
const kinds = [
  'part',
  'end',
  'cancel',
  'agent',
  'event',
  'message',
  'typing',
  'visitor',
  'presence',
  'login',
  'keys',
  'feed',
  'inbox',
] as const

export interface Notification {
  readonly kind: (typeof kinds)[number]
  readonly companyId: string
  /** Of what it is about: an execution, an agent, a conversation, a user, a deployment, an address. */
  readonly id: string
}

export interface Notifications {
  /** Calls `listener` for each notification about `id`, until the returned function is called. */
  on(id: string, listener: (kind: Notification['kind']) => void): () => void
  /** Calls `listener` for each notification there is. */
  onAny(listener: (notification: Notification) => void): void
  /** Calls `listener` when notifications may have been missed. */
  onGap(listener: () => void): void
  close(): Promise<void>
}

/**
 * Listens on a connection of its own, which is opened again whenever it is lost. Whoever depends on notifications also looks for themselves
 * now and then, so a lost one only delays them.
 */
export function listenForNotifications(url: string, log: Logger): Notifications {
  const listeners = new Map<string, Set<(kind: Notification['kind']) => void>>()
  const anyListeners: ((notification: Notification) => void)[] = []
  const gapListeners: (() => void)[] = []
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  async function connect() {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    fresh.on('notification', ({ payload }) => dispatch(payload ?? ''))
    fresh.on('error', () => {})
    fresh.on('end', () => {
      // One that never listened is tried again by whoever opened it.
      if (client !== fresh) return
      client = null
      if (!closed) retry = setTimeout(open, 1000)
    })
    await fresh.connect()
    await fresh.query(`listen ${channel}`)
    if (closed) return fresh.end()
    client = fresh
    for (const listener of gapListeners) listener()
  }

  function open() {
    connect().catch(error => {
      log.warn({ err: error }, 'cannot listen to other servers yet')
      if (!closed) retry = setTimeout(open, 2000)
    })
  }

  function dispatch(payload: string) {
    const [word, companyId, id] = payload.split(' ')
    const kind = kinds.find(candidate => candidate === word)
    if (!kind || !companyId || !id) return
    for (const listener of anyListeners) listener({ kind, companyId, id })
    for (const listener of listeners.get(id) ?? []) listener(kind)
  }

  open()
  return {
    on(id, listener) {
      const known = listeners.get(id) ?? new Set()
      listeners.set(id, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0) listeners.delete(id)
      }
    },
    onAny: listener => void anyListeners.push(listener),
    onGap: listener => void gapListeners.push(listener),
    async close() {
      closed = true
      if (retry) clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
