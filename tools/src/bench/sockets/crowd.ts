import { io, type Socket } from 'socket.io-client'

/** Many sockets that send each other events. */
export interface Crowd {
  readonly size: number
  /** Lets each send so many events, the next one whenever one came in; gives how many came in. */
  exchange(eventsOfEach: number): Promise<number>
  close(): void
}

/** Sockets that are connected a few at a time. */
const atOnce = 50

/**
 * Connects a pair of sockets, and on demand all others; each watches its conversation, so that what one of a pair sends comes to the other.
 * Where there is none its events come back to itself.
 */
export async function connectAll(origin: string, token: string, conversationIds: readonly (string | null)[]) {
  const first = crowdOf(await connectMany(origin, token, conversationIds.slice(0, 2)))
  return { first, all: async () => crowdOf(await connectMany(origin, token, conversationIds.slice(2))) }
}

interface Member {
  readonly socket: Socket
  readonly conversationId: string | null
}

async function connectMany(origin: string, token: string, conversationIds: readonly (string | null)[]) {
  const members: Member[] = []
  for (let next = 0; next < conversationIds.length; next += atOnce)
    members.push(...(await Promise.all(conversationIds.slice(next, next + atOnce).map(id => connect(origin, token, id)))))
  return members
}

async function connect(origin: string, token: string, conversationId: string | null): Promise<Member> {
  const socket = io(origin, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once(conversationId ? 'ready' : 'connect', resolve)
  })
  if (conversationId) {
    const { ok, code } = await socket.timeout(30_000).emitWithAck('watch', { conversation_id: conversationId })
    if (!ok) throw new Error(`An operator could not watch: ${code}`)
  }
  return { socket, conversationId }
}

const crowdOf = (members: readonly Member[]): Crowd => ({
  size: members.length,
  async exchange(eventsOfEach) {
    let came = 0
    const wanted = members.length * eventsOfEach
    await new Promise<void>(resolve => {
      for (const { socket, conversationId } of members) {
        let sent = 0
        const send = () => {
          if (sent++ < eventsOfEach) socket.emit('typing', { conversation_id: conversationId ?? 'conv_00000000000000000000000000' })
        }
        socket.off('typing')
        socket.on('typing', () => {
          came++
          send()
          if (came === wanted) resolve()
        })
        send()
      }
    })
    return came
  },
  close() {
    for (const { socket } of members) socket.close()
  },
})
