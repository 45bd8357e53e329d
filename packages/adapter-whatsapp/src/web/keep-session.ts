import type { Health } from '@craveva/adapter-kit/health'
import { within } from '@craveva/adapter-kit/host/within'
import type { Session, StartSession } from './session.ts'
import type { SessionEvent, SessionStart } from './session-wire.ts'

export interface KeptSession {
  /** The session while it is ready; null otherwise. */
  ready(): Session | null
  health(): Promise<Health>
  /** Ends it; the pairing stays. */
  close(): Promise<void>
}

export interface Patience {
  /** Milliseconds from the start to the first sign, and from signing in to ready. */
  readonly startMs: number
  /** How often a ready session is asked for its state, and how long it may take. */
  readonly probeMs: number
  readonly answerMs: number
  /** Between two starts, doubled each time it fails, up to the longest. */
  readonly pauseMs: number
  readonly longestPauseMs: number
}

export const patience: Patience = { startMs: 90_000, probeMs: 5000, answerMs: 5000, pauseMs: 2000, longestPauseMs: 300_000 }

type State =
  | { readonly name: 'starting' | 'signing-in' | 'ready' }
  | { readonly name: 'waiting'; readonly kind: 'qr' | 'code'; readonly value: string; readonly since: number }
  | { readonly name: 'down'; readonly reason: string }

/** Milliseconds a QR code is good for, and a code to type. */
const goodFor = { qr: 60_000, code: 180_000 }

/**
 * Keeps a session alive: starts it again when its process or browser dies, when it hangs, or when WhatsApp lets it go, with growing pauses. A
 * phone that ended the pairing is shown a new QR code. `onChange` is called whenever the health may have changed.
 */
export function keepSession(
  start: StartSession,
  settings: SessionStart,
  onEvent: (event: SessionEvent) => void,
  onChange: () => void,
  { startMs, probeMs, answerMs, pauseMs, longestPauseMs }: Patience = patience,
): KeptSession {
  let state: State = { name: 'starting' }
  let session: Session | null = null
  let failures = 0
  let facts: Record<string, string> = {}
  let isClosed = false
  let watchdog: NodeJS.Timeout | undefined
  let probe: NodeJS.Timeout | undefined
  let restart: NodeJS.Timeout | undefined

  const become = (next: State) => {
    state = next
    onChange()
  }
  const expectSign = (what: string) => {
    clearTimeout(watchdog)
    watchdog = setTimeout(
      () => down(`${what}. It is started again; if this goes on, WhatsApp Web has changed and Craveva needs an update.`),
      startMs,
    )
  }

  function begin() {
    become({ name: 'starting' })
    expectSign('WhatsApp Web does not come up')
    const begun = start(settings, event => {
      if (begun === session) take(event)
    })
    session = begun
  }

  function take(event: SessionEvent) {
    switch (event.type) {
      case 'qr':
      case 'code':
        clearTimeout(watchdog)
        become({ name: 'waiting', kind: event.type, value: event.value, since: Date.now() })
        break
      case 'authenticated':
        become({ name: 'signing-in' })
        expectSign('WhatsApp Web signed in and never became ready')
        break
      case 'ready':
        clearTimeout(watchdog)
        failures = 0
        facts = { ...(event.number ? { number: `+${event.number}` } : {}), ...(event.name ? { name: event.name } : {}) }
        become({ name: 'ready' })
        probe = setTimeout(check, probeMs)
        break
      case 'gone':
        down(event.loggedOut ? 'The phone ended the pairing. Scan the code again.' : event.reason)
        break
      default:
        onEvent(event)
    }
  }

  /** A killed browser makes no event: it is asked. */
  async function check() {
    const asked = session
    const answer = asked?.call('state') ?? Promise.resolve(null)
    const connected = await within(answerMs, answer, 'The browser did not answer').catch(() => null)
    if (asked !== session || state.name !== 'ready') return
    if (connected === 'CONNECTED' || connected === 'OPENING' || connected === 'TIMEOUT') probe = setTimeout(check, probeMs)
    else down(connected === null ? 'The browser of WhatsApp Web does not answer.' : `WhatsApp Web is ${connected.toLowerCase()}.`)
  }

  function down(reason: string) {
    if (isClosed || state.name === 'down') return
    clearTimeout(watchdog)
    clearTimeout(probe)
    const ended = session
    session = null
    become({ name: 'down', reason })
    const pause = Math.min(pauseMs * 2 ** failures++, longestPauseMs)
    void (ended?.close() ?? Promise.resolve()).then(() => {
      if (!isClosed) restart = setTimeout(begin, pause)
    })
  }

  begin()
  return {
    ready: () => (state.name === 'ready' ? session : null),
    health: async () => toHealth(state, facts),
    async close() {
      isClosed = true
      for (const timer of [watchdog, probe, restart]) clearTimeout(timer)
      await session?.close()
    },
  }
}

function toHealth(state: State, facts: Record<string, string>): Health {
  switch (state.name) {
    case 'ready':
      return { state: 'ok', message: null, facts }
    case 'waiting': {
      const expiresAt = new Date(state.since + goodFor[state.kind])
      const message =
        state.kind === 'qr'
          ? 'Scan the code: on the phone, WhatsApp > Linked devices > Link a device.'
          : 'Type the code: on the phone, WhatsApp > Linked devices > Link with phone number.'
      return { state: 'waiting', message, signIn: { kind: state.kind, value: state.value, expiresAt } }
    }
    case 'down':
      return { state: 'failing', message: state.reason, facts }
    default:
      return { state: 'failing', message: 'WhatsApp Web is starting.', facts }
  }
}
