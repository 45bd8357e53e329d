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

/** Meta's Graph API, as far as a WhatsApp number needs it. Calls throw a `GraphError`. */
export interface Graph {
  get(path: string): Promise<Record<string, unknown>>
  post(path: string, body: Record<string, unknown> | FormData): Promise<Record<string, unknown>>
  /** A file of theirs, from an address that `get` told. */
  download(address: string, maxBytes: number): Promise<Blob>
}

const timeoutMs = 20_000
const maxAnswerBytes = 1_000_000

export function createGraph({ baseUrl, version, token, signal }: GraphOptions): Graph {
  const reach = async (address: string, init: RequestInit) => {
    try {
      return await fetch(address, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
    } catch (error) {
      throw unreached(init.method === 'POST' && !wasRefused(error))
    }
  }
  const call = async (path: string, init: RequestInit) => {
    const response = await reach(`${baseUrl}/${version}/${path}`, init)
    const answer = parse(await read(response, maxAnswerBytes, init.method === 'POST' && response.ok))
    if (!response.ok) throw toGraphError(response.status, answer)
    return (answer ?? {}) as Record<string, unknown>
  }
  return {
    get: path => call(path, { method: 'GET' }),
    post: (path, body) =>
      body instanceof FormData
        ? call(path, { method: 'POST', body })
        : call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    async download(address, maxBytes) {
      if (!isOfMeta(address, baseUrl)) throw new GraphError('refused', 0, 'The file lies at an address that is not one of Meta’s.')
      const response = await reach(address, { method: 'GET' })
      if (!response.ok) throw toGraphError(response.status, null)
      const bytes = await read(response, maxBytes, false)
      return new Blob([bytes], { type: response.headers.get('content-type') ?? 'application/octet-stream' })
    },
  }
}

/** What was sent but not answered may have arrived. */
const unreached = (mayHaveArrived: boolean) =>
  new GraphError(mayHaveArrived ? 'uncertain' : 'retryable', 0, 'Meta could not be reached, or did not answer.', 5000)

/** Whether no connection came about, so that nothing can have arrived. */
const wasRefused = (error: unknown) =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(((error as Error).cause as { code?: string } | undefined)?.code),
  )

/** The token goes to no other host. */
function isOfMeta(address: string, baseUrl: string): boolean {
  const { protocol, hostname, origin } = new URL(address)
  const isTheirs = /(^|\.)(facebook\.com|fbcdn\.net|fbsbx\.com|whatsapp\.net)$/.test(hostname)
  return origin === new URL(baseUrl).origin || (protocol === 'https:' && isTheirs)
}

async function read(response: Response, maxBytes: number, mayHaveArrived: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of response.body ?? []) {
      size += piece.length
      if (size > maxBytes) throw new GraphError('refused', 0, `It is larger than ${Math.floor(maxBytes / 1e6)} MB.`)
      pieces.push(piece)
    }
  } catch (error) {
    throw error instanceof GraphError ? error : unreached(mayHaveArrived)
  }
  return new Uint8Array(Buffer.concat(pieces))
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
