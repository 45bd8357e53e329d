import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Answers a request; `times` counts from 0 how often this method and path were asked before. */
export type Answerer = (seen: Seen, response: ServerResponse, times: number) => void

/** A server on a free port of the loopback, for tests of the client. */
export async function startTestServer(answer: Answerer) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
    const times = seen.filter(({ method, path }) => method === one.method && path === one.path).length
    seen.push(one)
    answer(one, response, times)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export const sendError = (response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) =>
  sendJson(response, { error: true, code, message: `it is ${code}`, details: {} }, status, { 'x-request-id': 'req_1', ...headers })

/** Sends stream parts as events numbered from `first`; ends the answer unless `cut`, which drops the connection. */
export function sendParts(response: ServerResponse, first: number, parts: readonly object[], cut = false) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [index, part] of parts.entries()) response.write(`id: exec_1:${first + index}\ndata: ${JSON.stringify(part)}\n\n`)
  if (cut) setTimeout(() => response.destroy(), 20)
  else response.end()
}
