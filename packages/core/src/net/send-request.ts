import type { Socket } from 'node:net'
import { buildConnector, Client } from 'undici'
import { EgressError } from './egress-error.ts'

export interface EgressRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface EgressAnswer {
  readonly status: number
  /** Names in lower case; of a header sent several times the values joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether the body was longer than asked for; the rest was not read. */
  readonly truncated: boolean
}

interface Options {
  readonly open: () => Promise<Socket>
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Secures a socket that is connected already; the name for the certificate is that of the URL. */
const secure = buildConnector({ allowH2: false, maxCachedSessions: 0, timeout: 10_000 })

/** Sends one request on a connection of its own and reads the answer up to `maxBytes`. Follows no redirect and knows no proxy. */
export async function sendRequest(url: URL, request: EgressRequest, { open, maxBytes, signal }: Options): Promise<EgressAnswer> {
  const client = new Client(url.origin, {
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 32_768,
    connect: (options, callback) => {
      const connected = (socket: Socket) =>
        options.protocol === 'https:' ? secure({ ...options, httpSocket: socket }, callback) : callback(null, socket)
      open().then(connected, (error: Error) => callback(error, null))
    },
  })
  try {
    const answer = await client.request({
      method: request.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': 'Craveva', accept: '*/*', 'accept-encoding': 'identity', ...request.headers },
      body: request.body ?? null,
      signal,
    })
    return { status: answer.statusCode, headers: joined(answer.headers), ...(await readUpTo(answer.body, maxBytes)) }
  } catch (cause) {
    signal.throwIfAborted()
    throw cause instanceof EgressError
      ? cause
      : new EgressError('unreachable', `The connection to ${url.host} failed: ${reasonOf(cause)}.`, { cause })
  } finally {
    client.destroy().catch(() => {})
  }
}

async function readUpTo(body: AsyncIterable<Buffer>, maxBytes: number) {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) return { body: Buffer.concat(chunks).subarray(0, maxBytes), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

const joined = (headers: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
