import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

let clock = Date.now()
let app: TestApp
let other: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
  other = await createTestApp({ now: () => clock, besides: app })
  owner = await app.signUp()
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

async function makeKey(settings: object, maker = owner) {
  const { status, body } = await maker.post('/account/api-keys', { name: 'Production Integration', ...settings })
  expect(status).toBe(201)
  const key: string = body.api_key.key
  return { id: String(body.api_key.id), key, client: createTestClient(app.apiUrl, key), elsewhere: createTestClient(other.apiUrl, key) }
}

test('a key is shown once, and listed without itself', async () => {
  const { id, key } = await makeKey({ permissions: ['write', 'read', 'read'] })
  expect(key).toMatch(/^cv_live_[0-9A-Za-z]{36}$/)
  const { body } = await owner.get('/account/api-keys')
  const listed = body.api_keys.find((row: { id: string }) => row.id === id)
  expect(listed).toMatchObject({ name: 'Production Integration', permissions: ['read', 'write'], last_used: null, test: false })
  expect(key.startsWith(listed.prefix)).toBe(true)
  expect(JSON.stringify(body)).not.toContain(key)
})

test('permissions decide what a key may do', async () => {
  const { agentId } = await deployAgent(owner)
  const calls = (client: TestClient) =>
    Promise.all([
      client.get('/agents'),
      client.put(`/agents/${agentId}`, {}),
      client.post(`/agents/${agentId}/execute`, { input: 'Hello' }),
      client.post(`/agents/${agentId}/chat`, { message: 'Hello' }),
      client.get(`/agents/${agentId}/widget`),
    ]).then(answers => answers.map(({ status }) => status))
  const [read, write, execute] = await Promise.all(['read', 'write', 'execute'].map(permission => makeKey({ permissions: [permission] })))
  expect(read && (await calls(read.client))).toEqual([200, 403, 403, 403, 200])
  expect(write && (await calls(write.client))).toEqual([403, 200, 200, 200, 200])
  expect(execute && (await calls(execute.client))).toEqual([403, 403, 200, 200, 200])
})

test('no key manages keys', async () => {
  const { client, id } = await makeKey({ permissions: ['read', 'write', 'execute'] })
  expect((await client.get('/account/api-keys')).status).toBe(403)
  expect((await client.post('/account/api-keys', { name: 'More', permissions: ['read'] })).status).toBe(403)
  expect((await client.delete(`/account/api-keys/${id}`)).status).toBe(403)
})

test('a deleted key ends at once on every server', async () => {
  const { id, client, elsewhere } = await makeKey({ permissions: ['read'] })
  expect([(await client.get('/agents')).status, (await elsewhere.get('/agents')).status]).toEqual([200, 200])
  expect((await owner.delete(`/account/api-keys/${id}`)).body).toEqual({ success: true, message: 'API key deleted' })
  expect([(await client.get('/agents')).status, (await elsewhere.get('/agents')).status]).toEqual([401, 401])
  expect((await owner.delete(`/account/api-keys/${id}`)).status).toBe(404)
})

test('a key expires', async () => {
  const { client } = await makeKey({ permissions: ['read'], expires_at: new Date(clock + 60_000).toISOString() })
  expect((await client.get('/agents')).status).toBe(200)
  clock += 60_000
  const { status, body } = await client.get('/agents')
  expect(status).toBe(401)
  expect(body.message).toContain('expired')
})

test('a key works from its addresses only', async () => {
  const [near, far] = await Promise.all([
    makeKey({ permissions: ['read'], allowed_addresses: ['127.0.0.0/8'] }),
    makeKey({ permissions: ['read'], allowed_addresses: ['203.0.113.7', '2001:db8::/32'] }),
  ])
  expect((await near.client.get('/agents')).status).toBe(200)
  expect((await far.client.get('/agents')).status).toBe(403)
})

test('a key opens its own company only', async () => {
  const stranger = await app.signUp()
  const { agentId } = await deployAgent(stranger)
  const { client, id } = await makeKey({ permissions: ['read', 'write'] })
  expect((await client.get(`/agents/${agentId}`)).status).toBe(404)
  expect((await client.post(`/agents/${agentId}/chat`, { message: 'Hello' })).status).toBe(404)
  expect((await stranger.delete(`/account/api-keys/${id}`)).status).toBe(404)
})

test('when a key was last used is known to the minute', async () => {
  const { id, client } = await makeKey({ permissions: ['read'] })
  const lastUsed = async () => {
    await app.core.services.keyUse.settled()
    const { body } = await owner.get('/account/api-keys')
    return body.api_keys.find((row: { id: string }) => row.id === id).last_used
  }
  const first = new Date(clock).toISOString()
  await client.get('/agents')
  expect(await lastUsed()).toBe(first)
  clock += 59_000
  await client.get('/agents')
  expect(await lastUsed()).toBe(first)
  clock += 2000
  await client.get('/agents')
  expect(await lastUsed()).toBe(new Date(clock).toISOString())
})

test('a test key says so', async () => {
  expect((await makeKey({ permissions: ['execute'], test: true })).key).toMatch(/^cv_test_/)
})

test.each([
  [{ permissions: [] }, 'permissions'],
  [{ permissions: ['admin'] }, 'permissions.0'],
  [{ permissions: ['read'], expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  [{ permissions: ['read'], allowed_addresses: ['203.0.113.0/24', 'localhost'] }, 'allowed_addresses.1'],
  [{ permissions: ['read'], user_id: 'user_1' }, 'user_id'],
])('a key with %j is refused', async (settings, field) => {
  const { status, body } = await owner.post('/account/api-keys', { name: 'Key', ...settings })
  expect(status).toBe(400)
  expect(Object.keys(body.details)).toContain(field)
})

test('keys of a company share the allowance of its plan, of which users take nothing', async () => {
  const hosted = await createTestApp({ now: () => clock, planDefault: 'starter' })
  const user = await hosted.signUp()
  const keys = await Promise.all(
    ['One', 'Two'].map(async name => (await user.post('/account/api-keys', { name, permissions: ['read'] })).body.api_key.key),
  )
  const limits: (string | null)[] = []
  for (const key of keys) limits.push((await createTestClient(hosted.apiUrl, key).get('/agents')).headers.get('x-ratelimit-limit'))
  expect(limits).toEqual(['1000', '1000'])
  const remaining = async (client: TestClient) => Number((await client.get('/agents')).headers.get('x-ratelimit-remaining'))
  expect(await remaining(createTestClient(hosted.apiUrl, keys[0]))).toBe(997)
  expect((await user.get('/agents')).headers.get('x-ratelimit-limit')).toBe('10000')
  expect(await remaining(createTestClient(hosted.apiUrl, keys[1]))).toBe(996)
  await hosted.stop()
})

test('the database holds no key', async () => {
  const { key } = await makeKey({ permissions: ['read'] })
  const { pool } = app.core.services
  const stored = await pool.selectFrom('directory').selectAll().where('kind', '=', 'key').execute()
  expect(stored.length).toBeGreaterThan(0)
  expect(JSON.stringify(stored)).not.toContain(key.slice(12))
})
