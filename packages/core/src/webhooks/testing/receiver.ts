import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../../testing/wait-for.ts'

export interface ReceivedMessage {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** How a receiver answers one message: a status, with headers, or never. */
export type Reaction = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang'

/** A receiver of webhooks on this machine. It reacts to its messages in turn as told, and to all later ones with 204. */
export interface Receiver {
  readonly url: string
  /** What `EGRESS_ALLOW` must name for it to be reached. */
  readonly allow: string
  readonly received: readonly ReceivedMessage[]
  /** Waits until so many messages have come. */
  waitFor(count: number): Promise<readonly ReceivedMessage[]>
  close(): Promise<void>
}

/** Where a function is given, it decides about each message that no reaction is left for. */
export async function startReceiver(...reactions: (Reaction | (() => Reaction | Promise<Reaction>))[]): Promise<Receiver> {
  const received: ReceivedMessage[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync<Buffer>(request)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    const told = reactions[received.length - 1] ?? reactions.findLast(reaction => typeof reaction === 'function') ?? { status: 204 }
    const reaction = typeof told === 'function' ? await told() : told
    if (reaction !== 'hang') response.writeHead(reaction.status, reaction.headers).end(reaction.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    allow: `127.0.0.1:${port}`,
    received,
    async waitFor(count) {
      await waitFor(
        () => received.length >= count,
        () => `${received.length} of ${count} messages came`,
      )
      return received
    },
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
