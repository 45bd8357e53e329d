import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const orderParameters = {
  type: 'object',
  properties: { order: { type: 'string' } },
  required: ['order'],
  additionalProperties: false,
}

/** A merchant's API and tools: it tells what it was told to, and counts what changes something. */
export async function openRemote() {
  const credential = `Bearer ${randomBytes(18).toString('base64url')}`
  const effects: string[] = []
  const texts = new Map<string, string>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://remote')
    response.setHeader('content-type', 'application/json')
    if (pathname === '/tools') {
      const { tool, arguments: given } = JSON.parse(body)
      if (tool !== 'find_parcel') effects.push(`${tool} was called`)
      return response.end(JSON.stringify({ content: texts.get(String(given.order)) ?? 'Nothing is known of it.' }))
    }
    if (request.method !== 'GET') effects.push(`${request.method} ${pathname}`)
    if (pathname === '/v1/stock') return response.end(JSON.stringify([{ product: 'Kite', pieces: 4 }]))
    if (pathname === '/v1/orders')
      return response.end(JSON.stringify({ orders: [{ id: 'A1', note: `of-${searchParams.get('customer')}`, email: 'ada@example.com' }] }))
    response.end(JSON.stringify({ id: 'A1', note: 'of-c2', email: 'bob@example.com' }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credential,
    effects,
    say: (tag: string, text: string) => texts.set(tag, text),
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
