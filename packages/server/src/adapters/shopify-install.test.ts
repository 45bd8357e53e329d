import { randomBytes } from 'node:crypto'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify, type FakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { createTestClient } from '@craveva/core/testing/test-client'
import { tokenIn } from '@craveva/core/testing/test-mail'
import { waitFor } from '@craveva/core/testing/wait-for'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shopifyPlatform } from '../platforms/shopify.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

/** Installations that begin at Shopify, with the operator's app, through the whole program. */

const schema = readAdminSchema(apiVersion)
const shops = new Map<string, FakeShopify>()
let app: TestApp
let door: string
let close: () => Promise<void>

/** A shop that has the app, and no account here. */
function openShop(email = `${randomBytes(6).toString('hex')}@example.com`): FakeShopify {
  if (!schema) throw new Error('no schema')
  const shop = `${randomBytes(6).toString('hex')}.myshopify.com`
  const fake = createFakeShopify(schema, { email, linkBase: `https://${shop.split('.')[0]}.example` }, shop)
  shops.set(shop, fake)
  return fake
}

const ask = (action: string, token: string) => fetch(`${door}/${action}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
const act = async (fake: FakeShopify, action: string) => {
  const answer = await ask(action, fake.sessionToken())
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as State }
}

/** What the page gets to know. */
interface State {
  readonly [name: string]: unknown
  readonly snippet: string
  readonly url: string
  readonly editor: string
  readonly catalogue: { readonly complete: boolean }
}
/** Until the deployment is open on the server. */
const check = (fake: FakeShopify) => waitFor(async () => (await act(fake, 'check')).status === 200)
const notify = async (fake: FakeShopify, topic: string, payload: object, secret?: string) =>
  (await fetch(`${door}/webhooks`, { method: 'POST', ...fake.webhook(topic, payload, secret) })).status

beforeAll(async () => {
  if (!schema) return
  app = await createTestApp({ platforms: [shopifyPlatform] })
  const any = createFakeShopify(schema)
  const atShop: typeof fetch = (input, init) => {
    const { hostname } = new URL(new Request(input, init).url)
    const fake = shops.get(hostname)
    if (!fake) throw new Error(`${hostname} is not reached in tests.`)
    return fake.fetch(input, init)
  }
  const hosted = await hostAdapters(app, [shopifyAdapter({ fetch: atShop, app: any })])
  door = `${hosted.hookUrl}/hooks/shopify/app`
  close = hosted.close
  await waitFor(async () => (await fetch(`${door}/page.css`)).status === 200)
})
afterAll(async () => {
  await close?.()
  await app?.stop()
})

describe.skipIf(!schema)('a shop that installs the operator’s app', () => {
  test('gets an agent by one click, the catalogue, and a theme block that needs nothing typed', async () => {
    const fake = openShop()
    const { email } = fake.catalogue
    expect((await act(fake, 'state')).body).toEqual({ state: 'unclaimed', shop: fake.shop, name: 'Harbour', email })
    const made = await act(fake, 'accept')
    expect(made.body).toMatchObject({ state: 'claimed', company: 'Harbour', agent: 'Harbour advisor', awaitsOwner: true })
    await check(fake)
    await waitFor(async () => (await act(fake, 'state')).body.catalogue.complete)
    const { body } = await act(fake, 'state')
    expect(body).toMatchObject({ status: 'active', catalogue: { complete: true, count: 3 }, inTheme: 'off' })
    expect(body.editor).toBe(`https://${fake.shop}/admin/themes/current/editor?context=apps&activateAppId=${fake.clientId}/craveva-chat`)
    const agent = /agent=(agent_\w+)/.exec(body.snippet)?.[1] ?? ''
    expect(Object.fromEntries(fake.catalogue.metafields)).toEqual({ 'craveva.server': 'http://app.test', 'craveva.agent': agent })
    fake.catalogue.blocks = [{ type: 'shopify://apps/craveva-chat/blocks/craveva-chat/0192' }]
    expect((await act(fake, 'check')).body).toMatchObject({ state: 'ok', inTheme: 'on' })
    // The chat answers where customers are, and nowhere else.
    const widget = (origin: string) => app.anonymous.get(`/agents/${agent}/widget`, { headers: { origin } })
    expect((await widget(new URL(fake.catalogue.linkBase).origin)).status).toBe(200)
    expect((await widget(`https://${fake.shop}`)).status).toBe(200)
    expect((await widget('https://evil.example')).status).toBe(404)
    // No webhooks are made one by one: they stand in the app's configuration.
    expect(fake.catalogue.webhooks).toEqual([])
    const password = 'unrelated words of mine'
    await app.anonymous.post('/auth/password/reset', { token: tokenIn(await app.mail.next(email)), password })
    const { body: signedIn } = await app.anonymous.post('/auth/login', { email, password })
    const owner = createTestClient(app.apiUrl, signedIn.token)
    const [deployment] = (await owner.get('/deployments')).body.deployments
    expect(deployment).toMatchObject({ platform: 'shopify', status: 'active', config: { shop_domain: fake.shop } })
    expect(deployment.config.client_secret).toBeUndefined()
    expect((await act(fake, 'state')).body.awaitsOwner).toBe(false)
  })

  test('twice, or by many clicks at once, has one agent', async () => {
    const fake = openShop()
    const answers = await Promise.all(Array.from({ length: 4 }, () => act(fake, 'accept')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(answers.map(({ body }) => body.snippet)).size).toBe(1)
    expect((await act(fake, 'accept')).body.snippet).toBe(answers[0]?.body.snippet)
  })

  test('whose address has an account is claimed by who signs in to that', async () => {
    const owner = await app.signUp()
    const { user } = (await owner.get('/auth/me')).body
    const fake = openShop(user.email)
    expect(await act(fake, 'accept')).toMatchObject({ status: 409, body: { problem: 'taken' } })
    const { url } = (await act(fake, 'claim-link')).body
    expect(url).toContain('http://app.test/console/claim-shop#token=')
    const token = decodeURIComponent(new URL(url).hash.replace('#token=', ''))
    expect((await owner.post('/deployments/claims', { token })).status).toBe(200)
    await check(fake)
    expect((await act(fake, 'state')).body).toMatchObject({ state: 'claimed', company: 'Example Corp', awaitsOwner: false })
    expect((await owner.get('/deployments')).body.total).toBe(1)
    expect((await act(fake, 'claim-link')).status).toBe(409)
  })

  test('again after it was uninstalled goes on where it was; a late notice of before changes nothing', async () => {
    const fake = openShop()
    const { snippet } = (await act(fake, 'accept')).body
    await check(fake)
    const late = fake.webhook('app/uninstalled', { id: 2 })
    expect(await notify(fake, 'app/uninstalled', { id: 1 })).toBe(200)
    fake.tokens.clear()
    fake.catalogue.metafields.clear()
    await waitFor(async () => (await act(fake, 'state')).body.status === 'disconnected')
    expect((await act(fake, 'check')).body.state).toBe('ok')
    expect((await act(fake, 'state')).body.snippet).toBe(snippet)
    expect(fake.catalogue.metafields.size).toBe(2)
    const early = { 'x-shopify-triggered-at': new Date(Date.now() - 60_000).toISOString() }
    expect((await fetch(`${door}/webhooks`, { method: 'POST', body: late.body, headers: { ...late.headers, ...early } })).status).toBe(200)
    expect((await act(fake, 'check')).body.state).toBe('ok')
  })

  test('reaches nothing of another shop with its token, and nobody does without', async () => {
    const [mine, theirs] = [openShop(), openShop()]
    await act(theirs, 'accept')
    await check(theirs)
    const forged = [
      mine.sessionToken({ dest: `https://${theirs.shop}` }),
      mine.sessionToken({ iss: `https://${theirs.shop}/admin` }),
      theirs.sessionToken({ exp: Math.floor(Date.now() / 1000) - 60 }),
      'nonsense',
      '',
    ]
    for (const action of ['state', 'accept', 'claim-link', 'check'])
      for (const token of forged) {
        const answer = await ask(action, token)
        expect([answer.status, answer.headers.get('x-shopify-retry-invalid-session-request')]).toEqual([401, '1'])
      }
    expect((await act(mine, 'state')).body).toMatchObject({ state: 'unclaimed', shop: mine.shop })
    expect((await act(mine, 'check')).status).toBe(409)
    // Nor by the address of the deployment itself.
    const deployment = await deploymentOf(theirs)
    const direct = await fetch(door.replace(/app$/, `${deployment}/check`), {
      method: 'POST',
      headers: { authorization: `Bearer ${mine.sessionToken()}` },
    })
    expect(direct.status).toBe(401)
  })

  test('is told of by notices that Shopify signed, and of those of strangers nothing is known', async () => {
    const [fake, stranger] = [openShop(), openShop()]
    await act(fake, 'accept')
    await check(fake)
    expect(await notify(fake, 'products/update', { id: 11 })).toBe(200)
    expect(await notify(fake, 'products/update', { id: 11 }, 'a guess')).toBe(401)
    for (const topic of ['customers/data_request', 'customers/redact', 'shop/redact'])
      expect(await notify(stranger, topic, { shop_id: 1 })).toBe(200)
    expect(await notify(stranger, 'shop/redact', { shop_id: 1 }, 'a guess')).toBe(401)
    const identity = async ({ signedQuery }: FakeShopify, query: object) =>
      fetch(`${door}/identity?${signedQuery({ logged_in_customer_id: '7', path_prefix: '/apps/craveva', ...query }, 'appProxy')}`)
    expect(((await (await identity(fake, {})).json()) as { token: string }).token).toMatch(/^ey/)
    expect((await identity(stranger, {})).status).toBe(401)
    expect((await fetch(`${door}/identity?shop=${fake.shop}&logged_in_customer_id=7`)).status).toBe(401)
  })

  test('is asked for its name by the platform alone: a shop that does not answer is told so', async () => {
    const fake = openShop()
    fake.failWith = 503
    expect(await act(fake, 'state')).toMatchObject({ status: 502, body: { problem: 'platform' } })
    fake.failWith = null
    expect((await act(fake, 'state')).status).toBe(200)
  })
})

describe.skipIf(!schema)('the app’s page', () => {
  const open = (query: string) => fetch(`${door}${query}`, { redirect: 'manual' })

  test('may be framed by the admin of its shop alone', async () => {
    const page = await open('?shop=harbour.myshopify.com&embedded=1&host=aG9zdA')
    expect(page.status).toBe(200)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain('frame-ancestors https://harbour.myshopify.com https://admin.shopify.com')
    expect(policy).toContain("script-src 'self' https://cdn.shopify.com;")
    expect(policy).not.toContain('unsafe')
    expect(await page.text()).toContain(`<meta name="shopify-api-key" content="${'a'.repeat(32)}">`)
  })

  test.each([
    '',
    '?shop=',
    '?shop=evil.example&embedded=1&host=x',
    '?shop=x.myshopify.com.evil.example&embedded=1&host=x',
    '?shop=x.myshopify.com%20https://evil.example&embedded=1&host=x',
    '?shop=x.myshopify.com%3B&embedded=1&host=x',
    '?shop=X%0d%0aSet-Cookie:a.myshopify.com&embedded=1&host=x',
  ])('is framed by nobody for %s', async query => {
    const page = await open(query)
    expect(page.status).toBe(400)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('leads to the admin when it is opened elsewhere', async () => {
    for (const query of ['?shop=harbour.myshopify.com', '?shop=harbour.myshopify.com&host=x', '?shop=harbour.myshopify.com&embedded=1']) {
      const page = await open(query)
      expect([page.status, page.headers.get('location')]).toEqual([302, `https://admin.shopify.com/store/harbour/apps/${'a'.repeat(32)}`])
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })

  test('has a script and a style of its own, and no other files', async () => {
    for (const [name, type] of [
      ['page.js', 'text/javascript'],
      ['page.css', 'text/css'],
    ])
      expect((await open(`/${name}`)).headers.get('content-type')).toContain(type)
    for (const name of ['page.html', '..%2fpackage.json', 'constructor', 'toString']) expect((await open(`/${name}`)).status).toBe(404)
    expect((await act(openShop(), 'constructor')).status).toBe(404)
  })
})

async function deploymentOf({ shop }: FakeShopify) {
  const found = app.core.services.pool.selectFrom('directory').select('id').where('key', '=', `shopify ${shop}`)
  return (await found.executeTakeFirstOrThrow()).id
}
