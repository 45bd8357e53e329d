import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Lookup } from '../../net/find-addresses.ts'
import { loopbackForms, specialRanges, withEmbedded } from '../../net/testing/address-forms.ts'
import { createTestApp, type TestApp, type TestAppOptions } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'

/** What listens on every address of this machine and counts who comes. */
export interface Canary {
  readonly port: number
  readonly hits: () => number
  close(): Promise<void>
}

export async function openCanary(): Promise<Canary> {
  let hits = 0
  const server = createServer(socket => {
    hits++
    socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    hits: () => hits,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** Every way to write, or to lead to, an address that is not of the open internet. */
export function addressForms(): string[] {
  const addresses = specialRanges.flatMap(({ inside }) => inside)
  const packed = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.1.1', '0.0.0.0'].flatMap(withEmbedded)
  const written = [...loopbackForms, ...[...addresses, ...packed].map(address => (address.includes(':') ? `[${address}]` : address))]
  const named = [...addresses, ...packed].map((_, index) => `name-${index}.example`)
  const rebinding = Array.from({ length: 40 }, (_, index) => `rebind-${index}.example`)
  return [...new Set([...written, ...named, ...rebinding, 'localhost', 'localhost.', 'LOCALHOST', 'a.localhost'])]
}

/** Knows the names of `addressForms`: each leads where it must not, and those that rebind to a public address first and to this machine then. */
export function astray(): Lookup {
  const addresses = [
    ...specialRanges.flatMap(({ inside }) => inside),
    ...['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.1.1', '0.0.0.0'].flatMap(withEmbedded),
  ]
  const asked = new Map<string, number>()
  return async host => {
    const count = asked.get(host) ?? 0
    asked.set(host, count + 1)
    const index = Number(/^name-(\d+)\.example$/.exec(host)?.[1] ?? -1)
    if (index >= 0) return [addresses[index] ?? '127.0.0.1']
    // The first answer is of a documentation range, which nobody has: were it used, nothing would be reached.
    if (host.startsWith('rebind-')) return count % 2 === 0 ? ['192.0.2.1'] : ['127.0.0.1', '::1']
    return ['127.0.0.1', '::1']
  }
}

export interface Feature {
  readonly name: string
  /** Makes the product request something of that host. */
  try(owner: TestClient, host: string, port: number): Promise<unknown>
}

/** Everything by which a company can make the product send a request to an address of its choice. */
export const requestingFeatures: readonly Feature[] = [
  {
    name: 'webhooks',
    async try(owner, host, port) {
      const { status, body } = await owner.post('/webhooks', { url: `http://${host}:${port}/hook`, events: ['agent.updated'] })
      if (status !== 201) return
      await owner.post(`/webhooks/${body.webhook.webhook_id}/test`)
      await owner.delete(`/webhooks/${body.webhook.webhook_id}`)
    },
  },
  {
    name: 'HTTP tools',
    async try(owner, host, port) {
      const tool = { name: 'astray', description: 'x', parameters: { type: 'object' }, url: `http://${host}:${port}/tool`, effect: 'read' }
      const { status, body } = await owner.post('/tools', tool)
      if (status !== 201) return
      await owner.post(`/tools/${body.tool.tool_id}/test`, { arguments: {} })
      await owner.delete(`/tools/${body.tool.tool_id}`)
    },
  },
  ...(['postgres', 'mysql', 'mssql', 'mongodb'] as const).map(engine => ({
    name: engine,
    try: (owner: TestClient, host: string, port: number) =>
      connect(owner, { type: engine, host: host.replace(/^\[(.*)\]$/, '$1'), port, database: 'shop', username: 'x', password: 'y' }),
  })),
  {
    name: 'REST',
    try: (owner, host, port) =>
      connect(owner, {
        type: 'rest',
        base_url: `http://${host}:${port}`,
        spec: JSON.stringify({ openapi: '3.1.0', paths: { '/orders': { get: { operationId: 'orders' } } } }),
      }),
  },
  {
    name: 'websites',
    async try(owner, host, port) {
      const id = await connect(owner, {
        type: 'website',
        url: `http://${host}:${port}/`,
        sitemap_url: `http://${host}:${port}/sitemap.xml`,
      })
      if (id) await owner.post(`/data-sources/${id}/sync`)
    },
  },
]

/** Connects, tests and asks; the source goes again. Gives its id while it is there, for what is done in between. */
async function connect(owner: TestClient, connection_config: { type: string } & Record<string, unknown>) {
  const categories: Record<string, string> = { rest: 'api', website: 'website' }
  const { status, body } = await owner.post('/data-sources/connect', {
    source_name: 'x',
    source_type: categories[connection_config.type] ?? 'database',
    connection_config,
  })
  if (status !== 201) return null
  const id: string = body.data_source.connection_id
  await owner.post(`/data-sources/${id}/test-connection`)
  if (body.data_source.status === 'connected') throw new Error(`${connection_config.type} was connected`)
  if (connection_config.type !== 'website') await owner.delete(`/data-sources/${id}?force=true`)
  return id
}

export const openAstrayApp = (canary: Canary, options: TestAppOptions = {}): Promise<TestApp> =>
  createTestApp({ lookup: astray(), webPorts: [canary.port], ...options })
