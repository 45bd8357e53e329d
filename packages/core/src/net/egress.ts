import { isIPv6, type Socket } from 'node:net'
import { EgressError } from './egress-error.ts'
import type { EgressRule } from './egress-rule.ts'
import { findAddresses, type Lookup, refuseAtSight, systemLookup, type Target } from './find-addresses.ts'
import { openSocket } from './open-socket.ts'
import { type EgressAnswer, type EgressRequest, sendRequest } from './send-request.ts'

/**
 * The one way to addresses that a company gave us. A name is looked up once, each of its addresses is checked, and the connection goes to
 * exactly the address that was checked: public ones, and those the operator allowed.
 */
export interface Egress {
  /** Sends one HTTP request. Redirects are answered, not followed. Throws EgressError. */
  fetch(url: string, options?: EgressRequest & EgressLimits): Promise<EgressAnswer>
  /** Opens a TCP connection, for databases; public addresses from port 1024 on. The caller closes it. Throws EgressError. */
  connect(host: string, port: number, options?: Omit<EgressLimits, 'maxBytes'>): Promise<Socket>
  /** Throws EgressError for a URL that `fetch` would refuse whatever its name leads to. */
  check(url: string): void
}

export interface EgressLimits {
  /** Milliseconds from the look-up to the last byte; for `connect` until the connection stands. 15,000 unless told. */
  readonly timeoutMs?: number
  /** Bytes of the answer's body that are read; 1 MB unless told. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

export interface EgressSettings {
  readonly allow: readonly EgressRule[]
  readonly lookup?: Lookup
  /** Ports that HTTP may use at public addresses. */
  readonly webPorts?: readonly number[]
}

export function createEgress({ allow, lookup = systemLookup, webPorts = [80, 443, 8080, 8443] }: EgressSettings): Egress {
  const open = async (target: Target, signal: AbortSignal) => {
    const addresses = await beforeAbort(findAddresses(target, allow, lookup), signal)
    return openSocket(target.host, addresses, target.port, signal)
  }
  return {
    async fetch(text, { timeoutMs = 15_000, maxBytes = 1_000_000, signal, ...request } = {}) {
      const { url, target } = readUrl(text, webPorts)
      refuseAtSight(target, allow)
      return withinTime(timeoutMs, signal, `${target.host} did not answer within ${timeoutMs / 1000} seconds.`, within =>
        sendRequest(url, request, { open: () => open(target, within), maxBytes, signal: within }),
      )
    },
    async connect(host, port, { timeoutMs = 15_000, signal } = {}) {
      const target = { host: readHost(host), port, allowsPort: isUnprivileged, ports: '1024 and above' }
      refuseAtSight(target, allow)
      return withinTime(timeoutMs, signal, `${host} did not accept a connection within ${timeoutMs / 1000} seconds.`, within =>
        open(target, within),
      )
    },
    check(text) {
      refuseAtSight(readUrl(text, webPorts).target, allow)
    },
  }
}

/** The WHATWG parser brings every notation of an address (hexadecimal, octal, one number, other scripts) to the usual one. */
function readUrl(text: string, webPorts: readonly number[]): { url: URL; target: Target } {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new EgressError('refused', 'This is not a URL that begins with https:// or http://.')
  if (url.username || url.password) throw new EgressError('refused', 'Leave the user name and the password out of the URL.')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { url, target: { host, port, allowsPort: candidate => webPorts.includes(candidate), ports: webPorts.join(', ') } }
}

function readHost(text: string) {
  const url = isIPv6(text) ? URL.parse(`http://[${text}]`) : /[\s/?#@\\:[\]]/.test(text) ? null : URL.parse(`http://${text}`)
  if (!url) throw new EgressError('refused', `"${text}" is not the name or address of a server. Give it without scheme and port.`)
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

const isUnprivileged = (port: number) => Number.isInteger(port) && port >= 1024 && port < 65_536

/** Runs `work` with a signal that is aborted by the caller's own or when the time is over. */
async function withinTime<T>(timeoutMs: number, outer: AbortSignal | undefined, late: string, work: (signal: AbortSignal) => Promise<T>) {
  const stop = new AbortController()
  const forward = () => stop.abort(outer?.reason)
  const timer = setTimeout(() => stop.abort(new EgressError('timeout', late)), timeoutMs)
  outer?.addEventListener('abort', forward, { once: true })
  if (outer?.aborted) forward()
  try {
    return await work(stop.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', forward)
  }
}

/** A look-up cannot be stopped, but need not be waited for. */
const beforeAbort = <T>(promise: Promise<T>, signal: AbortSignal) =>
  new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    if (signal.aborted) abort()
  })
