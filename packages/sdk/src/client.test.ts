import { afterEach, describe, expect, test } from 'vitest'
import { type ClientOptions, createClient } from './client.ts'
import { ApiError, ConnectionError } from './errors.ts'
import { type Answerer, sendError, sendJson, startTestServer } from './test-server.ts'

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
})

async function clientOf(answer: Answerer, options: Partial<ClientOptions> = {}) {
  const server = await startTestServer(answer)
  servers.push(server)
  const waits: number[] = []
  const pause = async (ms: number) => void waits.push(ms)
  return { client: createClient({ baseUrl: server.url, token: 'cv_live_1', pause, ...options }), seen: server.seen, waits }
}

const echo: Answerer = (seen, response) => sendJson(response, seen)

describe('requests', () => {
  test('a GET sorts its input into path and query', async () => {
    const { client, seen } = await clientOf(echo)
    await client.executions.list({ agent_id: 'agent/1 ü', limit: 5 })
    await client.agents.list()
    expect(seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['GET', '/api/v1/agents/agent%2F1%20%C3%BC/executions?limit=5', ''],
      ['GET', '/api/v1/agents', ''],
    ])
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer cv_live_1', accept: 'application/json' })
  })

  test('a PUT sorts its input into path and body', async () => {
    const { client, seen } = await clientOf(echo)
    await client.agents.update({ agent_id: 'agent_1', name: 'Ada', model: null })
    expect(seen[0]).toMatchObject({ method: 'PUT', path: '/api/v1/agents/agent_1', body: '{"name":"Ada","model":null}' })
    expect(seen[0]?.headers).not.toHaveProperty('idempotency-key')
  })

  test('a DELETE asks in its query', async () => {
    const { client, seen } = await clientOf(echo)
    await client.agents.delete({ agent_id: 'agent_1', force: true })
    expect(seen[0]).toMatchObject({ method: 'DELETE', path: '/api/v1/agents/agent_1?force=true' })
  })

  test('options reach the wire', async () => {
    const { client, seen } = await clientOf(echo)
    const options = { idempotencyKey: 'order-7', visitorToken: 'vt', headers: { 'x-trace': '1' } }
    await client.chat.send({ agent_id: 'agent_1', message: 'hi' }, options)
    expect(seen[0]?.headers).toMatchObject({ 'idempotency-key': 'order-7', 'x-visitor-token': 'vt', 'x-trace': '1' })
  })

  test.each(['', '/', '/api/v1', '/api/v1/'])('baseUrl may end in "%s"', async end => {
    const server = await startTestServer(echo)
    servers.push(server)
    await createClient({ baseUrl: server.url + end }).system.health()
    expect(server.seen[0]?.path).toBe('/api/v1/health')
  })

  test('what cannot be sent is refused before it is', async () => {
    expect(() => createClient({ baseUrl: 'api.example' })).toThrow(/baseUrl/)
    const { client, seen } = await clientOf(echo)
    await expect(client.agents.get({ agent_id: '' })).rejects.toThrow('GET /agents/:agent_id needs agent_id')
    expect(seen).toEqual([])
  })
})

describe('errors', () => {
  test('of the API keep all it says', async () => {
    const { client } = await clientOf((_seen, response) => sendError(response, 404, 'NOT_FOUND'))
    const error = await client.agents.get({ agent_id: 'agent_1' }).catch(thrown => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 404, code: 'NOT_FOUND', message: 'it is NOT_FOUND', details: {}, requestId: 'req_1' })
  })

  test('of something between are told apart', async () => {
    const { client } = await clientOf((_seen, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden'))
    await expect(client.agents.list()).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN', message: expect.stringContaining('proxy') })
  })

  test.each([
    ['no server', createClient({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })],
    ['failing fetch', createClient({ baseUrl: 'http://x.example', maxRetries: 0, fetch: () => Promise.reject(new TypeError('no')) })],
  ])('%s is a ConnectionError', async (_name, client) => {
    await expect(client.system.health()).rejects.toBeInstanceOf(ConnectionError)
  })

  test('an answer that is no JSON is a ConnectionError', async () => {
    const { client } = await clientOf((_seen, response) => response.end('<html>'), { maxRetries: 0 })
    await expect(client.system.health()).rejects.toBeInstanceOf(ConnectionError)
  })

  test('silence is a ConnectionError, also in the middle of an answer', async () => {
    const { client } = await clientOf((seen, response) => seen.path.endsWith('health') || response.write('{'), {
      timeoutMs: 60,
      maxRetries: 0,
    })
    await expect(client.system.health()).rejects.toThrow('No answer within 0.06 s')
    await expect(client.agents.list()).rejects.toThrow('No answer within 0.06 s')
  })

  test('cancelling throws the reason and is not tried again', async () => {
    const { client, seen } = await clientOf(() => {})
    const abort = new AbortController()
    const called = client.agents.list({}, { signal: abort.signal })
    setTimeout(() => abort.abort(new Error('left the page')), 30)
    await expect(called).rejects.toThrow('left the page')
    await expect(client.agents.list({}, { signal: abort.signal })).rejects.toThrow('left the page')
    expect(seen).toHaveLength(1)
  })
})

describe('trying again', () => {
  test.each([
    [429, 'RATE_LIMIT_EXCEEDED'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [504, 'UNAVAILABLE'],
  ])('%s passes, with one idempotency key', async (status, code) => {
    const { client, seen, waits } = await clientOf((_seen, response, times) =>
      times < 2 ? sendError(response, status, code) : sendJson(response, { agent: {} }, 201),
    )
    await client.agents.create({ name: 'Ada' })
    const keys = new Set(seen.map(({ headers }) => headers['idempotency-key']))
    expect([seen.length, keys.size, waits.length]).toEqual([3, 1, 2])
    expect([...keys][0]).toMatch(/^[0-9a-f]{32}$/)
    expect(waits[1]).toBeGreaterThanOrEqual(500)
  })

  test('a dropped connection passes', async () => {
    const { client, seen } = await clientOf((_seen, response, times) =>
      times === 0 ? response.destroy() : sendJson(response, { agent: {} }),
    )
    await client.agents.create({ name: 'Ada' })
    expect(seen[0]?.headers['idempotency-key']).toBe(seen[1]?.headers['idempotency-key'])
  })

  test('two calls have two keys', async () => {
    const { client, seen } = await clientOf(echo)
    await client.agents.create({ name: 'Ada' })
    await client.agents.create({ name: 'Ada' })
    expect(seen[0]?.headers['idempotency-key']).not.toBe(seen[1]?.headers['idempotency-key'])
  })

  test('Retry-After is waited for, unless it is too long', async () => {
    const limited =
      (after: string): Answerer =>
      (_seen, response, times) =>
        times === 0 ? sendError(response, 429, 'RATE_LIMIT_EXCEEDED', { 'retry-after': after }) : sendJson(response, {})
    const short = await clientOf(limited('7'))
    await short.client.agents.list()
    expect(short.waits).toEqual([7000])
    const long = await clientOf(limited('3600'))
    await expect(long.client.agents.list()).rejects.toMatchObject({ retryAfterMs: 3_600_000 })
    expect(long.seen).toHaveLength(1)
  })

  test('a call that is still at work is asked for again', async () => {
    const { client, waits } = await clientOf((_seen, response, times) =>
      times === 0 ? sendError(response, 409, 'CONFLICT', { 'retry-after': '1' }) : sendJson(response, {}),
    )
    await client.agents.create({ name: 'Ada' })
    expect(waits).toEqual([1000])
  })

  test.each([
    [400, 'INVALID_REQUEST'],
    [402, 'INSUFFICIENT_CREDITS'],
    [403, 'FORBIDDEN'],
    [409, 'CONFLICT'],
    [500, 'INTERNAL_ERROR'],
    [502, 'PROVIDER_ERROR'],
  ])('%s %s is final', async (status, code) => {
    const { client, seen } = await clientOf((_seen, response) => sendError(response, status, code))
    await expect(client.executions.execute({ agent_id: 'agent_1', input: 'hi' })).rejects.toMatchObject({ code })
    expect(seen).toHaveLength(1)
  })

  test('maxRetries bounds it', async () => {
    const { client, seen } = await clientOf((_seen, response) => sendError(response, 503, 'UNAVAILABLE'), { maxRetries: 4 })
    await expect(client.agents.list()).rejects.toMatchObject({ status: 503 })
    await expect(client.agents.list({ limit: 1 }, { maxRetries: 0 })).rejects.toMatchObject({ status: 503 })
    expect(seen).toHaveLength(6)
  })
})

describe('tokens', () => {
  /** Accepts the newest token only; each refresh gives the next. */
  const rotating = (): Answerer => {
    let newest = 2
    return (seen, response) => {
      if (!seen.path.endsWith('/auth/refresh')) {
        return seen.headers.authorization === `Bearer t${newest}` ? sendJson(response, {}) : sendError(response, 401, 'UNAUTHORIZED')
      }
      if (JSON.parse(seen.body).refresh_token !== `r${newest}`) return sendError(response, 401, 'UNAUTHORIZED')
      newest++
      setTimeout(() => sendJson(response, { token: `t${newest}`, refresh_token: `r${newest}` }), 30)
    }
  }

  test('ten calls with an old token renew it once', async () => {
    const told: string[] = []
    const { client, seen } = await clientOf(rotating(), {
      token: 't1',
      refreshToken: 'r2',
      onTokens: ({ refresh_token }) => told.push(refresh_token),
    })
    await Promise.all(Array.from({ length: 10 }, () => client.auth.me()))
    expect(seen.filter(({ path }) => path.endsWith('/auth/refresh'))).toHaveLength(1)
    expect(seen[10]?.headers).not.toHaveProperty('authorization')
    await client.auth.me()
    expect(told).toEqual(['r3'])
  })

  test('a refresh token alone is enough', async () => {
    const { client } = await clientOf(rotating(), { token: undefined, refreshToken: 'r2' })
    await expect(client.auth.me()).resolves.toEqual({})
  })

  test('a refused refresh token ends it', async () => {
    const { client, seen } = await clientOf(rotating(), { token: 't1', refreshToken: 'old' })
    await expect(client.auth.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(seen).toHaveLength(2)
  })

  test('getToken is asked each time, and once more when refused', async () => {
    const given = ['t1', 't2']
    const { client, seen } = await clientOf(rotating(), { token: undefined, getToken: () => given.shift() ?? 't2' })
    await client.auth.me()
    await client.auth.me()
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2', 'Bearer t2'])
  })

  test('a key that is refused is final', async () => {
    const { client, seen } = await clientOf((_seen, response) => sendError(response, 401, 'UNAUTHORIZED'))
    await expect(client.agents.list()).rejects.toMatchObject({ status: 401 })
    expect(seen).toHaveLength(1)
  })

  test('signing in sends no token', async () => {
    const { client, seen } = await clientOf(echo)
    await client.auth.login({ email: 'a@b.example', password: 'x' })
    expect(seen[0]?.headers).not.toHaveProperty('authorization')
  })
})

test('iterate walks through all pages', async () => {
  const pages: Record<string, object> = {
    '/api/v1/agents?limit=2': { agents: [{ name: 'a' }, { name: 'b' }], total: 3, next_cursor: 'c1' },
    '/api/v1/agents?limit=2&cursor=c1': { agents: [{ name: 'c' }], total: 3, next_cursor: null },
  }
  const { client, seen } = await clientOf((one, response) => sendJson(response, pages[one.path]))
  const names: string[] = []
  for await (const agent of client.agents.list.iterate({ limit: 2 })) names.push(agent.name)
  expect(names).toEqual(['a', 'b', 'c'])
  for await (const agent of client.agents.list.iterate({ limit: 2 })) if (agent.name === 'a') break
  expect(seen).toHaveLength(3)
})
