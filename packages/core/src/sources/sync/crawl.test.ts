import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { openShop } from '../testing/open-shops.ts'
import { readRobots } from './robots.ts'

/** What the site has, by path; a function answers by itself. */
const pages = new Map<string, string>()
let robots = ''
const asked: string[] = []
const site = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(path)
  if (path === '/robots.txt') return response.end(robots)
  if (path === '/elsewhere') return response.writeHead(302, { location: `http://127.0.0.1:${elsewherePort()}/secret` }).end()
  if (path === '/moved') return response.writeHead(301, { location: '/returns' }).end()
  if (path === '/round') return response.writeHead(302, { location: '/round' }).end()
  if (path === '/broken') return response.writeHead(503).end()
  const page = pages.get(path)
  if (page === undefined) return response.writeHead(404).end('nothing here')
  response.setHeader('content-type', path.endsWith('.xml') ? 'application/xml' : 'text/html').end(page)
})
let elsewhereHits = 0
const elsewhere = createServer((_request, response) => {
  elsewhereHits++
  response.end('secret')
})
const elsewherePort = () => (elsewhere.address() as AddressInfo).port
const html = (title: string, body: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`

let app: TestApp
let owner: TestClient
let base: string
let connectionId: string

beforeAll(async () => {
  for (const server of [site, elsewhere]) await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
})
afterAll(async () => {
  await app.stop()
  for (const server of [site, elsewhere]) {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})

const read = async () => (await owner.get(`/data-sources/${connectionId}`)).body.data_source
const settled = () => waitFor(async () => (await read()).status !== 'syncing')
const answer = async (question: string) => JSON.stringify((await owner.post(`/agents/${agentId}/preview/test`, { input: question })).body)
let agentId: string

test('a site is read as far as robots.txt and its own host reach', async () => {
  robots = `User-agent: *\nDisallow: /private\nSitemap: ${base}/sitemap.xml\n`
  pages.set(
    '/',
    html(
      'Shop',
      '<p>Welcome to our shop of kites.</p><a href="/returns">Returns</a> <a href="/moved">Moved</a> <a href="/private/a">x</a>',
    ),
  )
  pages.set(
    '/returns',
    html('Returns', '<p>Kites can be returned within 45 days of delivery.</p><a href="/elsewhere">y</a><a href="/round">z</a>'),
  )
  pages.set('/private/a', html('Private', '<p>The password is swordfish.</p>'))
  pages.set(
    '/shipping',
    html('Shipping', '<p>Shipping a kite costs 3.90 EUR.</p><a href="/broken">b</a><a href="https://other.example/">o</a>'),
  )
  pages.set('/sitemap.xml', `<urlset><url><loc>${base}/shipping</loc></url><url><loc>${base}/gone</loc></url></urlset>`)
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Our site',
    source_type: 'website',
    connection_config: { type: 'website', url: `${base}/` },
  })
  connectionId = body.data_source.connection_id
  await settled()
  const source = await read()
  expect(source).toMatchObject({ status: 'connected', health: { healthy: true } })
  expect(source.synced_at).not.toBeNull()
  const names = source.documents.map(({ name }: { name: string }) => name.slice(base.length)).toSorted()
  expect(names).toEqual(['/', '/returns', '/shipping'])
  expect(asked.filter(path => path.startsWith('/private'))).toEqual([])
  expect(elsewhereHits).toBe(0)
  agentId = (await owner.post('/agents', { name: 'Helper', type: 'customer_support', model: 'builtin', data_sources: [connectionId] })).body
    .agent.agent_id
  expect(await answer('How long can kites be returned?')).toMatch(/45 days/)
})

test('read again, it knows what changed, what is new, and forgets what is gone', async () => {
  const before = new Map<string, string>(
    (await read()).documents.map((doc: { name: string; updated_at: string }) => [doc.name, doc.updated_at]),
  )
  pages.set('/returns', html('Returns', '<p>Kites can be returned within 60 days of delivery.</p><a href="/repairs">Repairs</a>'))
  pages.set('/repairs', html('Repairs', '<p>Repairs of kites are free for three years.</p>'))
  pages.delete('/shipping')
  expect((await owner.post(`/data-sources/${connectionId}/sync`)).status).toBe(200)
  await settled()
  const { documents } = await read()
  expect(documents.map(({ name }: { name: string }) => name.slice(base.length)).toSorted()).toEqual(['/', '/repairs', '/returns'])
  const home = documents.find(({ name }: { name: string }) => name === `${base}/`)
  expect(home.updated_at).toBe(before.get(`${base}/`))
  const told = await answer('How long can kites be returned?')
  expect(told).toMatch(/60 days/)
  expect(told).not.toMatch(/45 days/)
  expect(await answer('What does shipping a kite cost?')).not.toContain('3.90')
})

test('a site that is away keeps what was known of it, and says so', async () => {
  robots = 'User-agent: *\nDisallow: /\n'
  await owner.post(`/data-sources/${connectionId}/sync`)
  await settled()
  const source = await read()
  expect(source).toMatchObject({ status: 'error', status_message: expect.stringContaining('robots.txt') })
  expect(source.documents).toHaveLength(3)
  expect(await answer('How long can kites be returned?')).toMatch(/60 days/)
})

test('what is asked live or uploaded is not read again', async () => {
  const uploaded = await owner.upload({ 'a.txt': 'Hello' })
  expect((await owner.post(`/data-sources/${uploaded.body.data_source.connection_id}/sync`)).status).toBe(400)
})

test('a copy of a database is searched, and knows what changed', async () => {
  const shop = await openShop('postgres')
  if (!shop) throw new Error('there is always a PostgreSQL')
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    mode: 'offline',
    connection_config: shop.settings(),
    access: { tables: ['products', 'customers'], hidden_columns: ['*.email'], sync_minutes: 60 },
  })
  connectionId = body.data_source.connection_id
  await settled()
  const copied = await read()
  expect(copied.documents.map(({ name }: { name: string }) => name).toSorted()).toEqual(['customers', 'products'])
  const helper = { name: 'Copy', type: 'customer_support', model: 'builtin', data_sources: [connectionId] }
  agentId = (await owner.post('/agents', helper)).body.agent.agent_id
  expect(await answer('What is the price of the Moka pot?')).toContain('34.9')
  expect(await answer('What is the email of Ada?')).not.toContain('example.com')
  await shop.ask("update products set price = 41.50 where name = 'Moka pot'")
  await shop.ask("delete from products where name = 'Grinder'")
  await owner.post(`/data-sources/${connectionId}/sync`)
  await settled()
  const told = await answer('What is the price of the Moka pot?')
  expect(told).toContain('41.5')
  expect(told).not.toContain('34.9')
  expect(await answer('What is the price of the Grinder?')).not.toContain('129')
  await shop.close()
})

test('robots.txt is read as its standard says', () => {
  const text = [
    'user-agent: other',
    'disallow: /',
    '',
    'User-Agent: Craveva # us',
    'User-agent: Another',
    'Disallow: /a',
    'Allow: /a/b',
    'Disallow: /*.pdf$',
    'Disallow: /c*d',
    'Crawl-delay: 2',
    'User-agent: *',
    'Disallow: /x',
  ].join('\r\n')
  const own = readRobots(text, 'Craveva')
  const paths = ['/', '/a', '/a/x', '/a/b', '/a/b/c', '/x.pdf', '/x.pdf?y', '/cxd', '/c/d/e', '/x']
  expect(paths.map(path => own.allows(path))).toEqual([true, false, false, true, true, false, true, false, false, true])
  expect(own.delay).toBe(2)
  expect(readRobots(text, 'Somebody').allows('/x')).toBe(false)
  expect(readRobots('', 'Craveva').allows('/anything')).toBe(true)
  expect(readRobots('Disallow: /', 'Craveva').allows('/')).toBe(true)
})
