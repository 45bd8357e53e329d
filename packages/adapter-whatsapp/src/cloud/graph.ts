import { callPlatform } from '@craveva/adapter-kit/call-platform'
import { GraphError, toGraphError } from './graph-error.ts'

export interface GraphOptions {
  /** `https://graph.facebook.com`, or where a test stands in for it. */
  readonly baseUrl: string
  /** Such as `v26.0`. */
  readonly version: string
  readonly token: string
  /** Ends every call when the deployment is closed. */
  readonly signal: AbortSignal
}

/** Meta's Graph API, as far as a WhatsApp number needs it. Calls throw a `PlatformError`, and a `GraphError` where Meta said no. */
export interface Graph {
  get(path: string): Promise<Record<string, unknown>>
  post(path: string, body: Record<string, unknown> | FormData): Promise<Record<string, unknown>>
  /** A file of theirs, from an address that `get` told. */
  download(address: string, maxBytes: number): Promise<Blob>
}

export function createGraph({ baseUrl, version, token, signal }: GraphOptions): Graph {
  const authorization = `Bearer ${token}`
  const call = async (path: string, init: RequestInit) => {
    const answer = await callPlatform(`${baseUrl}/${version}/${path}`, { ...init, headers: { ...init.headers, authorization } }, { signal })
    if (!answer.ok) throw toGraphError(answer.status, answer.json())
    return (answer.json() ?? {}) as Record<string, unknown>
  }
  return {
    get: path => call(path, { method: 'GET' }),
    post: (path, body) =>
      body instanceof FormData
        ? call(path, { method: 'POST', body })
        : call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    async download(address, maxBytes) {
      if (!isOfMeta(address, baseUrl)) throw new GraphError('refused', 0, 'The file lies at an address that is not one of Meta’s.')
      const { ok, status, bytes, headers } = await callPlatform(address, { headers: { authorization } }, { signal, maxBytes })
      if (!ok) throw toGraphError(status, null)
      return new Blob([bytes], { type: headers.get('content-type') ?? 'application/octet-stream' })
    },
  }
}

/** The token goes to no other host. */
function isOfMeta(address: string, baseUrl: string): boolean {
  const { protocol, hostname, origin } = new URL(address)
  const isTheirs = /(^|\.)(facebook\.com|fbcdn\.net|fbsbx\.com|whatsapp\.net)$/.test(hostname)
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && isTheirs)
}
