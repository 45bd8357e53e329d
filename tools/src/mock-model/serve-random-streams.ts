import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type RandomStream, randomStream } from './random-stream.ts'

/** A server that answers with the random stream whose seed is the name of the model. */
export async function serveRandomStreams() {
  const server = createServer({ noDelay: true }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string }
    await send(randomStream(Number(model)), response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function send({ pieces, reset }: RandomStream, response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  for (const piece of pieces) {
    response.write(piece)
    await nextTurn()
    if (response.destroyed) return
  }
  if (reset) response.socket?.resetAndDestroy()
  else response.end()
}
