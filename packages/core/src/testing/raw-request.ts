import { Agent, request } from 'node:http'
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
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { ...length, ...headers }, agent }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const received = new Headers(Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]))
        resolve({ status: response.statusCode ?? 0, headers: received, body: parse(Buffer.concat(chunks).toString()) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What JSON says, where it is JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
