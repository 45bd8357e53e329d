import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { playSession, sessionActions } from '../testing/session-model.ts'
import { setRole } from '../testing/set-role.ts'
import { createTestClient } from '../testing/test-client.ts'

let app: TestApp
let user: { company_id: string; user_id: string }
let tokens: { token: string; refresh_token: string }
let clock = Date.now()

const person = { email: 'owner@example.com', password: 'SecurePassword123!' }

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
  const { body } = await app.anonymous.post('/auth/register', { ...person, full_name: 'John Doe', company_name: 'Example Corp' })
  tokens = body
  user = { company_id: body.user.company_id, user_id: body.user.id }
})
afterAll(() => app.stop())

test('whatever happens to a login, it has one newest token or none', async () => {
  const property = fc.asyncProperty(sessionActions({ longest: 8, mostAtOnce: 5 }), async actions => {
    await playSession(app.core.services, user, actions)
  })
  await fc.assert(property, { numRuns: 300 })
})

test('fifty refreshes at once make one successor', async () => {
  await playSession(app.core.services, user, [
    { do: 'refresh', back: 0 },
    { do: 'refresh at once', times: 50, replayed: null },
    { do: 'refresh at once', times: 50, replayed: 2 },
  ])
})

test('the direct parent gets the same successor for ten seconds, and not a moment longer', async () => {
  const twice = (ms: number) =>
    playSession(app.core.services, user, [
      { do: 'refresh', back: 0 },
      { do: 'wait', ms },
      { do: 'refresh', back: 1 },
      { do: 'refresh', back: 0 },
    ])
  await twice(0)
  await twice(10_000)
  await twice(10_001)
})

const signIn = async () => {
  clock += 600_000
  const { body } = await app.anonymous.post('/auth/login', person)
  return { refresh: String(body.refresh_token), client: createTestClient(app.apiUrl, body.token) }
}

test('an access token ends with its login: by logging out, and by the replay of an old token', async () => {
  const first = await signIn()
  const second = await signIn()
  expect((await app.anonymous.post('/auth/logout', { refresh_token: first.refresh })).status).toBe(200)
  expect((await first.client.get('/auth/me')).status).toBe(401)
  expect((await second.client.get('/auth/me')).status).toBe(200)

  const renewed = await app.anonymous.post('/auth/refresh', { refresh_token: second.refresh })
  expect(renewed.status).toBe(200)
  clock += 10_001
  expect((await app.anonymous.post('/auth/refresh', { refresh_token: second.refresh })).status).toBe(401)
  expect((await second.client.get('/auth/me')).status).toBe(401)
  expect((await createTestClient(app.apiUrl, renewed.body.token).get('/auth/me')).status).toBe(401)
  expect((await app.anonymous.post('/auth/refresh', { refresh_token: renewed.body.refresh_token })).status).toBe(401)
})

test('logging out again, or with nonsense, is no error and ends nothing', async () => {
  const { refresh, client } = await signIn()
  for (const token of ['x', 'ses_00000000000000000000000000.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', `${refresh}x`])
    expect((await app.anonymous.post('/auth/logout', { refresh_token: token })).status).toBe(200)
  expect((await client.get('/auth/me')).status).toBe(200)
})

test('an access token lasts for fifteen minutes', async () => {
  const { client } = await signIn()
  clock += 15 * 60_000 - 1000
  expect((await client.get('/auth/me')).status).toBe(200)
  clock += 60_000
  const late = await client.get('/auth/me')
  expect(late.status).toBe(401)
  expect(late.body.message).toContain('expired')
})

test('another role holds from the next call on', async () => {
  const { client } = await signIn()
  const create = () => client.post('/agents', { name: 'Helper' })
  const of = { companyId: user.company_id, userId: user.user_id }
  expect((await create()).status).toBe(201)
  await setRole(app, of, 'viewer')
  expect((await create()).status).toBe(403)
  expect((await client.get('/auth/me')).body.user.role).toBe('viewer')
  await setRole(app, of, 'owner')
  expect((await create()).status).toBe(201)
})

test('a refresh token opens nothing but a refresh, and an access token no refresh', async () => {
  expect((await createTestClient(app.apiUrl, tokens.refresh_token).get('/auth/me')).status).toBe(401)
  expect((await app.anonymous.post('/auth/refresh', { refresh_token: tokens.token })).status).toBe(401)
})
