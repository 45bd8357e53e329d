import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServiceKey } from '../channels/create-service-key.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { inviteMember } from '../testing/invite-member.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { tokenIn } from '../testing/test-mail.ts'

let ahead = 0
let app: TestApp
let owner: TestClient
let authorization: string
let elsewhere: string

beforeAll(async () => {
  app = await createTestApp({ now: () => Date.now() + ahead })
  owner = await app.signUp()
  authorization = `Bearer ${await createServiceKey(app.core.services.pool, 'web', 'installations')}`
  elsewhere = `Bearer ${await createServiceKey(app.core.services.pool, 'other', 'installations')}`
})
afterAll(() => app.stop())

const newShop = () => `${randomBytes(6).toString('hex')}.example`
const newAddress = () => `${randomBytes(6).toString('hex')}@example.com`
const secret = 'an identity secret of 32 letters or more'
const offer = {
  name: 'Harbour',
  agent: { name: 'Advisor', type: 'product_advisor', greeting: 'Ahoy!' },
  settings: { allowed_origins: ['https://harbour.example'], identity_secret: secret },
}
const as = (key: string) => ({ headers: { authorization: key } })
const accept = (shop: string, email: string, key = authorization) =>
  app.anonymous.post(`/adapter/installations/${shop}/accept`, { ...offer, email }, as(key))
const find = async (shop: string, key = authorization) =>
  (await app.anonymous.get(`/adapter/installations/${shop}`, as(key))).body.installation
async function linkFor(shop: string) {
  const { body } = await app.anonymous.post(`/adapter/installations/${shop}/claim-link`, offer, as(authorization))
  return String(body.url)
}
const tokenOf = (url: string) => decodeURIComponent(new URL(url).hash.replace('#token=', ''))
const claim = (client: TestClient, token: string) => client.post('/deployments/claims', { token })

test('an installation gets a company, an agent and a deployment, and its owner enters by the mail alone', async () => {
  const [shop, email] = [newShop(), newAddress()]
  expect(await find(shop)).toEqual({ state: 'unclaimed', deployment: null, console_url: 'http://console.test' })
  const { status, body } = await accept(shop, email)
  expect(status).toBe(200)
  expect(body.installation).toMatchObject({
    state: 'claimed',
    deployment: {
      agent_name: 'Advisor',
      company_name: 'Harbour',
      status: 'active',
      documents: { complete: false, count: 0 },
      awaits_owner: true,
    },
  })
  const mail = await app.mail.next(email)
  expect(mail.subject).toBe('Your agent is ready')
  const password = 'unrelated words of mine'
  expect((await app.anonymous.post('/auth/login', { email, password })).status).toBe(401)
  expect((await app.anonymous.post('/auth/password/reset', { token: tokenIn(mail), password })).status).toBe(200)
  const signedIn = await app.anonymous.post('/auth/login', { email, password })
  expect(signedIn.body.user).toMatchObject({ role: 'owner', is_verified: true })
  const client = createTestClient(app.apiUrl, String(signedIn.body.token))
  const { agents } = (await client.get('/agents')).body
  expect(agents).toHaveLength(1)
  expect((await client.get(`/agents/${agents[0].agent_id}`)).body.agent).toMatchObject({
    type: 'product_advisor',
    configuration: { greeting: 'Ahoy!' },
  })
  expect((await find(shop)).deployment.awaits_owner).toBe(false)
})

test('installed again, it finds what is there; while nobody has come, the mail goes out again', async () => {
  const [shop, email] = [newShop(), newAddress()]
  const first = await accept(shop, email)
  await app.mail.next(email)
  const again = await accept(shop, email)
  expect(again.body).toEqual(first.body)
  await app.mail.next(email)
})

test('many clicks at once, at two servers, make one company, one agent, one deployment', async () => {
  const other = await createTestApp({ besides: app })
  const [shop, email] = [newShop(), newAddress()]
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, click) =>
      (click % 2 === 0 ? app : other).anonymous.post(`/adapter/installations/${shop}/accept`, { ...offer, email }, as(authorization)),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
  expect(new Set(answers.map(({ body }) => body.installation.deployment.deployment_id)).size).toBe(1)
  expect(await count('deployments', shop)).toBe(1)
  const made = 'select count(*) from companies where not exists (select from users where users.company_id = companies.company_id)'
  expect(Number((await query(made))[0].count)).toBe(0)
  await other.stop()
})

test('an address that has an account gets nothing by itself, and nothing is left behind', async () => {
  const shop = newShop()
  const { email } = (await owner.get('/auth/me')).body.user
  const before = (await owner.get('/agents')).body.total
  const answer = await accept(shop, email)
  expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT'])
  expect((await find(shop)).state).toBe('unclaimed')
  expect((await owner.get('/agents')).body.total).toBe(before)
})

test('a claim link gives the installation to the company of whoever opens it, once', async () => {
  const shop = newShop()
  const token = tokenOf(await linkFor(shop))
  const { claim: seen } = (await owner.post('/deployments/claims/read', { token })).body
  expect(seen).toMatchObject({ platform: 'Web page', installation: shop, name: 'Harbour', company_name: 'Example Corp' })
  const { status, body } = await claim(owner, token)
  expect(status).toBe(200)
  const { deployment_id, agent_id } = body.deployment
  expect((await owner.get(`/deployments/${deployment_id}`)).body.deployment).toMatchObject({
    agent_id,
    config: { allowed_origins: ['https://harbour.example'], identity_secret: '********' },
  })
  expect(await find(shop)).toMatchObject({
    state: 'claimed',
    deployment: { deployment_id, company_name: 'Example Corp', awaits_owner: false },
  })
  expect((await claim(owner, token)).status).toBe(404)
  expect((await claim(await app.signUp(), token)).status).toBe(404)
  expect((await app.anonymous.post(`/adapter/installations/${shop}/claim-link`, offer, as(authorization))).status).toBe(409)
})

test('two who claim at once: one of them has it', async () => {
  const shop = newShop()
  const token = tokenOf(await linkFor(shop))
  const clients = [owner, await app.signUp(), owner]
  const statuses = (await Promise.all(clients.map(client => claim(client, token)))).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([200, 404, 404])
  expect(await count('deployments', shop)).toBe(1)
})

test('a link is good for an hour, for owners and admins, until there is a newer one', async () => {
  const shop = newShop()
  const replaced = tokenOf(await linkFor(shop))
  const token = tokenOf(await linkFor(shop))
  expect((await claim(owner, replaced)).status).toBe(404)
  for (const role of ['viewer', 'member'] as const) {
    const member = await inviteMember([app], owner, role)
    expect((await claim(member, token)).status).toBe(403)
    expect((await member.post('/deployments/claims/read', { token })).status).toBe(403)
  }
  const { body } = await owner.post('/account/api-keys', { name: 'A key', permissions: ['write'] })
  expect((await claim(createTestClient(app.apiUrl, body.api_key.key), token)).status).toBe(403)
  ahead += 61 * 60_000
  const fresh = await app.signUp()
  expect((await claim(fresh, token)).status).toBe(404)
  expect((await fresh.post('/deployments/claims/read', { token })).status).toBe(404)
})

test('a link made before somebody else took the installation takes it from nobody', async () => {
  const [shop, email] = [newShop(), newAddress()]
  const token = tokenOf(await linkFor(shop))
  const { body } = await accept(shop, email)
  const claimed = await claim(await app.signUp(), token)
  expect([claimed.status, claimed.body.code]).toEqual([409, 'CONFLICT'])
  expect((await find(shop)).deployment.deployment_id).toBe(body.installation.deployment.deployment_id)
})

test('neither the token nor the secrets of an offer are stored as they are', async () => {
  const token = tokenOf(await linkFor(newShop()))
  const rows = JSON.stringify(await query('select * from installation_claims'))
  expect(rows).toContain('sealed:')
  for (const text of [token, secret, 'Harbour']) expect(rows).not.toContain(text)
})

test('an adapter finds installations on its own platform alone', async () => {
  const [shop, email] = [newShop(), newAddress()]
  await accept(shop, email)
  expect((await find(shop, elsewhere)).state).toBe('unclaimed')
})

test('who deletes the deployment, its agent or the company gives the installation free', async () => {
  const client = await app.signUp()
  const shop = newShop()
  const connect = async () => (await claim(client, tokenOf(await linkFor(shop)))).body.deployment
  const first = await connect()
  await client.delete(`/deployments/${first.deployment_id}`)
  expect((await find(shop)).state).toBe('unclaimed')
  const second = await connect()
  await client.delete(`/agents/${second.agent_id}?force=true`)
  expect((await find(shop)).state).toBe('unclaimed')
  await connect()
  const { user } = (await client.get('/auth/me')).body
  const erased = await client.post(`/companies/${user.company_id}/erase`, { name: 'Example Corp', password: 'SecurePassword123!' })
  expect(erased.status).toBe(200)
  expect((await find(shop)).state).toBe('unclaimed')
})

async function query(text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  const { rows } = await client.query(text, [...values])
  await client.end()
  return rows
}

const count = async (table: 'deployments', shop: string) =>
  Number((await query(`select count(*) from ${table} where installation = $1`, [shop]))[0].count)
