import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Egress } from './egress.ts'

/** A port of this machine behind which a checked address lies, for drivers that insist on connecting by themselves. */
export interface Tunnel {
  readonly host: '127.0.0.1'
  readonly port: number
  close(): void
}

/** Throws EgressError when the address may not be reached or nobody answers there; each connection through it is checked again. */
export async function openTunnel(egress: Pick<Egress, 'connect'>, host: string, port: number, signal: AbortSignal): Promise<Tunnel> {
  const first = await egress.connect(host, port, { signal, timeoutMs: 10_000 })
  const spare: Socket[] = [first]
  const open = new Set<Socket>([first])
  const server = createServer(local => {
    const keep = (socket: Socket) => {
      open.add(socket)
      socket.on('error', () => {}).on('close', () => open.delete(socket))
    }
    keep(local)
    const remote = spare.pop()
    const ready = remote ? Promise.resolve(remote) : egress.connect(host, port, { signal, timeoutMs: 10_000 })
    ready.then(
      far => {
        keep(far)
        local.on('close', () => far.destroy())
        far.on('close', () => local.destroy())
        local.pipe(far).pipe(local)
      },
      () => local.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
