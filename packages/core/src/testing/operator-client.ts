import type { OperatorEvents } from '@craveva/contract/operator-events'
import { io } from 'socket.io-client'
import type { TestAnswer } from './test-client.ts'

/** What an acknowledgement holds. */
export type Acknowledged = TestAnswer['body']

/** An operator on socket.io, as tests use one. */
export interface OperatorClient {
  /** Sends a command and gives its acknowledgement. */
  ask(command: string, input?: object): Promise<Acknowledged>
  /** The next event of this name that fits, also one that came before and was not given out yet. */
  next<Name extends keyof OperatorEvents>(name: Name, fits?: (event: OperatorEvents[Name]) => boolean): Promise<OperatorEvents[Name]>
  /** Settles when the server has closed the socket. */
  readonly closed: Promise<void>
  close(): void
}

/** Connects and waits until the operator is signed in. Throws what the server said no with. */
export async function connectOperator(
  apiUrl: string,
  token: string | null,
  { headers = {}, since }: { headers?: Record<string, string>; since?: string } = {},
): Promise<OperatorClient> {
  const socket = io(new URL(apiUrl).origin, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { token, ...(since ? { since } : {}) },
    extraHeaders: headers,
  })
  const seen: { name: string; event: unknown }[] = []
  const waiting = new Set<() => void>()
  socket.onAny((name: string, event: unknown) => {
    seen.push({ name, event })
    for (const look of waiting) look()
  })
  const closed = new Promise<void>(resolve => socket.once('disconnect', () => resolve()))
  const client: OperatorClient = {
    closed,
    ask: (command, input = {}) => socket.timeout(20_000).emitWithAck(command, input),
    next(name, fits = () => true) {
      return new Promise(resolve => {
        const look = () => {
          const at = seen.findIndex(entry => entry.name === name && fits(entry.event as never))
          if (at < 0) return
          waiting.delete(look)
          resolve(seen.splice(at, 1)[0]?.event as never)
        }
        waiting.add(look)
        look()
      })
    },
    close: () => void socket.close(),
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('ready', () => resolve())
    socket.once('connect_error', error => reject(error))
  })
  return client
}
