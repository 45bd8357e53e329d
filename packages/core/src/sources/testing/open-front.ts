import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** Stands before a database, and can be encrypted, fall silent or go away while the database does not. */
export interface Front {
  readonly port: number
  /** Takes connections from now on, but says nothing more on any. */
  fallSilent(): void
  speakAgain(): void
  close(): Promise<void>
}

/** `tls` answers the request of PostgreSQL's clients to encrypt with this certificate; without it they are passed on as they are. */
export async function openFront(target: number, tls?: { readonly cert: string; readonly key: string }): Promise<Front> {
  const sockets = new Set<Socket>()
  let silent = false
  const join = (client: Socket) => {
    const server = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one)
      one.on('data', data => {
        if (!silent) other.write(data)
      })
      one.on('error', () => {}).on('close', () => other.destroy())
    }
  }
  const front = createServer(client => {
    sockets.add(client)
    client.on('error', () => {})
    if (!tls) return join(client)
    // The first message asks for encryption; one letter says yes.
    client.once('data', () => {
      client.write('S')
      join(new TLSSocket(client, { isServer: true, ...tls }))
    })
  })
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve))
  return {
    port: (front.address() as AddressInfo).port,
    fallSilent: () => {
      silent = true
    },
    speakAgain: () => {
      silent = false
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => front.close(() => resolve()))
    },
  }
}
