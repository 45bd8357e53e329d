import { Agent, type IncomingMessage, request } from 'node:http'
import type { TestAnswer } from './test-client.ts'

export interface RawRequest {
  readonly method?: string
  /** Everything after the host, sent as it is. */
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Sends exactly these bytes to the server of `apiUrl`: no address is tidied up, no header is added but the length. */
export function rawRequest(apiUrl: string, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<TestAnswer> {
  const { hostname, port } = new URL(apiUrl)
  const length = body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const send = (): Promise<TestAnswer> =>
    new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers: { ...length, ...headers }, agent }, response => {
        resolve(read(response))
      })
      // A connection that was kept may have been closed just now; that tells nothing of this request.
      sent.on('error', error => (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET' ? resolve(send()) : reject(error)))
      sent.end(body)
    })
  return send()
}

async function read(response: IncomingMessage): Promise<TestAnswer> {
  const text = Buffer.concat(await Array.fromAsync(response)).toString()
  const headers = new Headers(Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]))
  return { status: response.statusCode ?? 0, headers, body: parse(text) }
}

/** What JSON says, where it is JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
