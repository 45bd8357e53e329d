import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOpenAiEmbedder } from '@craveva/core/models/openai/embedder'
import { directionOf } from '@craveva/core/retrieval/testing/direction-of'

/** A provider of embeddings on loopback that answers at once: slower ones make what we add weigh less. */
export async function openEmbeddingServer(dimensions: number) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { input } = JSON.parse(body) as { input: readonly string[] }
    const data = input.map((text, index) => ({ index, embedding: [...directionOf(text, dimensions)] }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    embedder: createOpenAiEmbedder({ baseUrl: `http://127.0.0.1:${port}/v1`, model: 'bench' }),
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
