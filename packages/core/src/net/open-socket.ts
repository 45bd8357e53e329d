import { connect, type Socket } from 'node:net'
import { EgressError } from './egress-error.ts'

/** Milliseconds an address gets before the next one is tried. */
const patience = 5000

/** Connects to the first of these addresses that answers. Throws EgressError; an abort throws its reason. */
export async function openSocket(host: string, addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  let cause: unknown
  for (const address of addresses) {
    try {
      return await connectTo(address, port, signal)
    } catch (error) {
      signal.throwIfAborted()
      cause = error
    }
  }
  throw new EgressError('unreachable', `Nobody answers at port ${port} of ${host}. Check that the server runs and lets us in.`, { cause })
}

function connectTo(address: string, port: number, signal: AbortSignal) {
  return new Promise<Socket>((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true, keepAlive: true })
    const settle = (error: unknown) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.off('error', settle).off('connect', succeed)
      if (error === null) return resolve(socket)
      socket.on('error', () => {}).destroy()
      reject(error)
    }
    const succeed = () => settle(null)
    const abort = () => settle(signal.reason)
    const timer = setTimeout(() => settle(new Error('no answer in time')), patience)
    socket.on('error', settle).on('connect', succeed)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
  })
}
