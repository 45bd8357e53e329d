import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertError } from '../testing/assert-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestAnswer, TestClient } from '../testing/test-client.ts'

const minute = 60_000
let clock = Math.floor(Date.now() / minute) * minute
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

const page = { origin: 'http://localhost:3000' }
const deploy = async (limits: object) => (await deployAgent(owner, {}, { limits })).agentId

interface Visit {
  readonly agentId: string
  readonly server?: TestApp
  readonly headers?: Record<string, string>
}

const say = ({ agentId, server = app, headers = page }: Visit) =>
  server.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' }, { headers })

/** How far a caller gets, sending until they are refused; checks what every answer tells of the limit. */
async function sendUntilRefused(limit: number, send: () => Promise<TestAnswer>) {
  for (let sent = 0; sent < 100; sent++) {
    const answer = await send()
    const told = ['limit', 'remaining', 'reset'].map(name => Number(answer.headers.get(`x-ratelimit-${name}`)))
    if (answer.status !== 429) {
      expect([answer.status, ...told]).toEqual([200, limit, limit - sent - 1, clock / 1000 + 60])
      expect(answer.headers.get('retry-after')).toBeNull()
      continue
    }
    assertError(answer, ['RATE_LIMIT_EXCEEDED'], 'too many')
    expect(told).toEqual([limit, 0, clock / 1000 + 60])
    expect(answer.headers.get('retry-after')).toBe('60')
    return sent
  }
  throw new Error('never refused')
}

describe('messages are limited', () => {
  test('per network, and in the next minute begin anew', async () => {
    const agentId = await deploy({ network_per_minute: 7 })
    expect(await sendUntilRefused(7, () => say({ agentId }))).toBe(7)
    clock += minute
    expect(await sendUntilRefused(7, () => say({ agentId }))).toBe(7)
    // Another agent's visitors are not concerned.
    expect((await say({ agentId: await deploy({}) })).status).toBe(200)
  })

  test('per visitor, whatever else comes from their network', async () => {
    const agentId = await deploy({ visitor_per_minute: 3 })
    const headers = { ...page, 'x-visitor-token': 'the-first-visitor' }
    expect(await sendUntilRefused(3, () => say({ agentId, headers }))).toBe(3)
    expect((await say({ agentId, headers: { ...page, 'x-visitor-token': 'another-visitor' } })).status).toBe(200)
    expect((await say({ agentId })).status).toBe(200)
  })

  test('per agent', async () => {
    const agentId = await deploy({ agent_per_minute: 5 })
    const visitors = Array.from({ length: 9 }, (_, index) => say({ agentId, headers: { ...page, 'x-visitor-token': `visitor-${index}` } }))
    const statuses = (await Promise.all(visitors)).map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).toHaveLength(5)
    expect(statuses.filter(status => status === 429)).toHaveLength(4)
  })

  test('to a quarter for callers that are no pages, beside those of pages', async () => {
    const agentId = await deploy({ network_per_minute: 8 })
    expect(await sendUntilRefused(2, () => say({ agentId, headers: {} }))).toBe(2)
    expect(await sendUntilRefused(8, () => say({ agentId }))).toBe(8)
  })

  test('together on two servers, exactly', async () => {
    const agentId = await deploy({ network_per_minute: 40 })
    const calls = Array.from({ length: 100 }, (_, index) => say({ agentId, server: index % 2 ? app : other }))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).toHaveLength(40)
    expect(statuses.filter(status => status === 429)).toHaveLength(60)
  })

  test('and a refused one is neither stored nor answered', async () => {
    const agentId = await deploy({ network_per_minute: 1 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => say({ agentId })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await owner.get(`/agents/${agentId}/executions`)).body.total).toBe(1)
  })

  test('for pages so that they may read why', async () => {
    const agentId = await deploy({ network_per_minute: 1 })
    await say({ agentId })
    const refused = await say({ agentId })
    expect(refused.headers.get('access-control-allow-origin')).toBe(page.origin)
    expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
  })
})

test('what is said of limits stands on every counted answer, also on errors', async () => {
  for (const answer of [await owner.get('/agents'), await owner.get('/agents/agent_unknown'), await owner.post('/agents', { name: 1 })]) {
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10000')
    expect(Number(answer.headers.get('x-ratelimit-remaining'))).toBeLessThan(10_000)
    expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeGreaterThan(clock / 1000)
  }
  expect((await app.anonymous.get('/health')).headers.get('x-ratelimit-limit')).toBeNull()
})
