import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { almostLocalOrigins, foreignOrigins, localOrigins } from '../testing/origin-variants.ts'
import { rawRequest } from '../testing/raw-request.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const allowed = ['https://shop.example', 'https://other.example:8443']
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
  agentId = (await deployAgent(owner, {}, { allowed_origins: allowed })).agentId
})
afterAll(() => app.stop())

const json = { 'content-type': 'application/json' }

/** What a page of this origin is told, by a preflight and then by calls of every kind. */
async function visit(origin: string, agent = agentId) {
  const base = `/api/v1/agents/${agent}`
  const preflight = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-visitor-token' }
  const [asked, config, chat, wrong, missing] = await Promise.all([
    rawRequest(app.apiUrl, { method: 'OPTIONS', path: `${base}/chat`, headers: preflight }),
    rawRequest(app.apiUrl, { path: `${base}/widget`, headers: { origin } }),
    rawRequest(app.apiUrl, { method: 'POST', path: `${base}/chat`, headers: { ...json, origin }, body: '{"message":"Hello"}' }),
    rawRequest(app.apiUrl, { method: 'POST', path: `${base}/chat`, headers: { ...json, origin }, body: '{"message":' }),
    rawRequest(app.apiUrl, { path: `${base}/conversations/conv_unknown`, headers: { origin } }),
  ])
  const answers = [asked, config, chat, wrong, missing]
  return {
    statuses: answers.map(({ status }) => status),
    echoes: answers.map(({ headers }) => headers.get('access-control-allow-origin')),
    credentials: answers.map(({ headers }) => headers.get('access-control-allow-credentials')),
    preflight: asked.headers,
  }
}

describe('a deployment with origins', () => {
  test.each(allowed)('admits %s, also to errors, and echoes exactly it', async origin => {
    const { statuses, echoes, credentials, preflight } = await visit(origin)
    expect(statuses).toEqual([204, 200, 200, 400, 404])
    expect(echoes).toEqual(Array(5).fill(origin))
    expect(credentials).toEqual(Array(5).fill(null))
    expect(preflight.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.get('access-control-allow-headers')?.toLowerCase()).toContain('x-visitor-token')
    expect(preflight.get('vary')).toContain('Origin')
  })

  test(`admits none of ${foreignOrigins.length} others`, async () => {
    expect(foreignOrigins.length).toBeGreaterThanOrEqual(60)
    for (const origin of foreignOrigins) {
      const { statuses, echoes } = await visit(origin)
      expect(statuses.slice(1), origin).toEqual([404, 404, 404, 404])
      expect(echoes, origin).toEqual(Array(5).fill(null))
    }
  })

  test('admits pages of the product itself, and callers that are no pages', async () => {
    expect((await visit('http://app.test')).statuses).toEqual([204, 200, 200, 400, 404])
    const config = await app.anonymous.get(`/agents/${agentId}/widget`)
    expect([config.status, config.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  test('lets the company’s own credential in from everywhere, but tells no foreign page what it answered', async () => {
    const headers = { origin: 'https://evil.example' }
    const answer = await owner.get(`/agents/${agentId}/widget`, { headers })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  test('takes no origin that is not one', async () => {
    for (const origin of ['https://shop.example/', 'shop.example', '*', 'null', 'https://SHOP.example', 7, null]) {
      const { deploymentId } = await deployAgent(owner)
      const answer = await owner.put(`/deployments/${deploymentId}`, { config: { allowed_origins: [origin] } })
      expect(answer.status, String(origin)).toBe(400)
      expect(Object.keys(answer.body.details)).toEqual(['config.allowed_origins.0'])
    }
  })
})

describe('a deployment without origins', () => {
  test('admits pages on this machine only', async () => {
    const { agentId: local } = await deployAgent(owner)
    for (const origin of localOrigins) {
      const { statuses, echoes } = await visit(origin, local)
      expect(statuses, origin).toEqual([204, 200, 200, 400, 404])
      expect(echoes, origin).toEqual(Array(5).fill(origin))
    }
    for (const origin of [...almostLocalOrigins, ...allowed]) {
      const { statuses, echoes } = await visit(origin, local)
      expect(statuses.slice(1), origin).toEqual(Array(4).fill(404))
      expect(echoes, origin).toEqual(Array(5).fill(null))
    }
  })
})

describe('the management API', () => {
  const ask = (origin: string) =>
    Promise.all([
      rawRequest(app.apiUrl, { method: 'OPTIONS', path: '/api/v1/agents', headers: { origin, 'access-control-request-method': 'GET' } }),
      rawRequest(app.apiUrl, { path: '/api/v1/agents', headers: { origin, authorization: `Bearer ${owner.token}` } }),
      rawRequest(app.apiUrl, { path: '/api/v1/agents', headers: { origin } }),
    ])

  test('admits the console’s origins, also to errors, and no others', async () => {
    for (const origin of ['http://app.test', 'http://console.test'])
      for (const { headers } of await ask(origin)) expect(headers.get('access-control-allow-origin')).toBe(origin)
    for (const origin of [...foreignOrigins, ...allowed, 'http://app.test:80', 'https://app.test', 'http://app.test/', 'http://localhost'])
      for (const { headers } of await ask(origin)) expect(headers.get('access-control-allow-origin'), origin).toBeNull()
  })
})

describe('a deployment that is paused', () => {
  test('is not there for visitors, at once and on every server, until it is active again', async () => {
    const other = await createTestApp({ besides: app })
    const { agentId: agent, deploymentId } = await deployAgent(owner, {}, { allowed_origins: allowed })
    const see = async (server: TestApp) =>
      (await server.anonymous.get(`/agents/${agent}/widget`, { headers: { origin: allowed[0] ?? '' } })).status
    expect([await see(app), await see(other)]).toEqual([200, 200])
    const paused = await owner.put(`/deployments/${deploymentId}`, { status: 'paused' })
    expect(paused.body.deployment).toMatchObject({ status: 'paused', status_message: expect.stringContaining('Paused') })
    expect((await visit(allowed[0] ?? '', agent)).statuses.slice(1)).toEqual(Array(4).fill(404))
    await waitFor(async () => (await see(other)) === 404)
    await owner.put(`/deployments/${deploymentId}`, { status: 'active' })
    expect(await see(app)).toBe(200)
    await waitFor(async () => (await see(other)) === 200)
    await owner.delete(`/deployments/${deploymentId}`)
    expect(await see(app)).toBe(404)
    await waitFor(async () => (await see(other)) === 404)
    await other.stop()
  })

  test('keeps what is changed meanwhile', async () => {
    const { deploymentId } = await deployAgent(owner)
    await owner.put(`/deployments/${deploymentId}`, { status: 'paused' })
    const changed = await owner.put(`/deployments/${deploymentId}`, { config: { allowed_origins: allowed } })
    expect(changed.body.deployment.status).toBe('paused')
    const active = await owner.put(`/deployments/${deploymentId}`, { status: 'active' })
    expect(active.body.deployment).toMatchObject({ status: 'active', config: { allowed_origins: allowed } })
  })
})

test('changes made at the same moment are both kept', async () => {
  const { deploymentId } = await deployAgent(owner)
  const changes = [{ allowed_origins: allowed }, { limits: { visitor_per_minute: 7 } }]
  for (let round = 0; round < 5; round++) {
    await owner.put(`/deployments/${deploymentId}`, { config: { allowed_origins: null, limits: null } })
    await Promise.all(changes.map(config => owner.put(`/deployments/${deploymentId}`, { config })))
    const { body } = await owner.get(`/deployments/${deploymentId}`)
    expect(body.deployment.config).toMatchObject({ allowed_origins: allowed, limits: { visitor_per_minute: 7 } })
  }
})

test('settings that do not fit are named, some of them', async () => {
  const config = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`unknown_${index}`, 1]))
  const { status, body } = await owner.post('/deployments/messaging', { agent_id: agentId, platform: 'web', config })
  expect(status).toBe(400)
  expect(body.details).toHaveProperty(['config.unknown_0'])
  expect(Object.keys(body.details).length).toBeLessThanOrEqual(20)
})
