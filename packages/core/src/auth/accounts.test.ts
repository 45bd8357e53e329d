import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createTestClient } from '../testing/test-client.ts'
import { tokenIn } from '../testing/test-mail.ts'
import { sendLink } from './send-link.job.ts'

const minute = 60_000
const password = 'SecurePassword123!'
let clock = Date.now()
let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
})
afterAll(() => app.stop())

async function register() {
  const email = `${randomBytes(6).toString('hex')}@example.com`
  const { status, body } = await app.anonymous.post('/auth/register', {
    email,
    password,
    full_name: 'John Doe',
    company_name: 'Example Corp',
  })
  expect(status).toBe(201)
  const verification = tokenIn(await app.mail.next(email))
  return { email, verification, client: createTestClient(app.apiUrl, body.token), ...body }
}

const login = (email: string, secret = password, more: object = {}) =>
  app.anonymous.post('/auth/login', { email, password: secret, ...more })

test('a new user gets a mail and proves their address once', async () => {
  const { verification, client } = await register()
  expect((await client.get('/auth/me')).body.user.is_verified).toBe(false)
  const verified = await app.anonymous.post('/auth/verify-email', { token: verification })
  expect(verified.body).toEqual({ success: true, message: 'Email verified successfully' })
  expect((await client.get('/auth/me')).body.user.is_verified).toBe(true)
  expect((await app.anonymous.post('/auth/verify-email', { token: verification })).status).toBe(400)
})

test('a forgotten password is replaced by way of the mailbox, and all sessions end', async () => {
  const { email, client, refresh_token } = await register()
  expect((await app.anonymous.post('/auth/password/forgot', { email })).body).toEqual({
    success: true,
    message: 'Password reset email sent',
  })
  const token = tokenIn(await app.mail.next(email))
  const reset = await app.anonymous.post('/auth/password/reset', { token, password: 'NewSecurePassword123!' })
  expect(reset.body).toEqual({ success: true, message: 'Password reset successfully' })
  expect((await client.get('/auth/me')).status).toBe(401)
  expect((await app.anonymous.post('/auth/refresh', { refresh_token })).status).toBe(401)
  expect((await login(email)).status).toBe(401)
  expect((await login(email, 'NewSecurePassword123!')).status).toBe(200)
  expect((await app.mail.next(email)).subject).toBe('Your password was changed')
  expect((await app.anonymous.post('/auth/password/reset', { token, password: 'ThirdSecurePassword123!' })).status).toBe(400)
})

test('a token is not used up by a password that is refused, and ends after half an hour', async () => {
  const { email } = await register()
  await app.anonymous.post('/auth/password/forgot', { email })
  const token = tokenIn(await app.mail.next(email))
  expect((await app.anonymous.post('/auth/password/reset', { token, password: 'password123' })).body.details).toHaveProperty('password')
  clock += 31 * minute
  expect((await app.anonymous.post('/auth/password/reset', { token, password: 'NewSecurePassword123!' })).status).toBe(400)
})

test('each token serves its own purpose', async () => {
  const { email, verification } = await register()
  expect((await app.anonymous.post('/auth/password/reset', { token: verification, password: 'NewSecurePassword123!' })).status).toBe(400)
  await app.anonymous.post('/auth/password/forgot', { email })
  const token = tokenIn(await app.mail.next(email))
  expect((await app.anonymous.post('/auth/verify-email', { token })).status).toBe(400)
})

test.each([null, [], {}, '', 0, true, [''], 'null', 'undefined', 'x', `cmp_${'0'.repeat(26)}.${'A'.repeat(43)}`])(
  '%j is no token',
  async token => {
    const answer = await app.anonymous.post('/auth/password/reset', { token, password: 'NewSecurePassword123!' })
    expect(answer.status).toBe(400)
    expect((await app.anonymous.post('/auth/verify-email', { token })).status).toBe(400)
  },
)

test('forgot, resend and login answer alike for known and unknown addresses', async () => {
  const { email } = await register()
  const unknown = `${randomBytes(6).toString('hex')}@example.com`
  for (const [path, more] of [
    ['/auth/password/forgot', {}],
    ['/auth/verify-email/resend', {}],
    ['/auth/login', { password: 'wrong password' }],
  ] as const) {
    const [known, not] = await Promise.all([email, unknown].map(address => app.anonymous.post(path, { email: address, ...more })))
    expect(known?.status).toBe(not?.status)
    expect(known?.body).toEqual(not?.body)
    const names = [known, not].map(answer => [...(answer?.headers.keys() ?? [])].sort())
    expect(names[0]).toEqual(names[1])
  }
})

test('nobody can flood a mailbox', async () => {
  const { email } = await register()
  const before = app.mail.sent.length
  for (let i = 0; i < 12; i++) await app.anonymous.post('/auth/password/forgot', { email })
  const arrived = () => app.mail.sent.slice(before).filter(({ to }) => to === email).length
  for (let i = 0; i < 5; i++) await app.mail.next(email)
  const last = await register()
  expect(last.email).not.toBe(email)
  expect(arrived()).toBe(5)
})

test('nor can whoever asks for all links at the same moment', async () => {
  const { email } = await register()
  const before = app.mail.sent.length
  const job = { kind: 'link', purpose: 'reset', email } as const
  await Promise.all(Array.from({ length: 12 }, () => sendLink(app.core.services, job)))
  expect(app.mail.sent.slice(before).filter(({ to }) => to === email)).toHaveLength(5)
})

test('a password is changed with the present one, and other devices are signed out', async () => {
  const { email, client } = await register()
  const other = createTestClient(app.apiUrl, (await login(email)).body.token)
  const wrong = await client.put('/account/password', { current_password: 'wrong password', password: 'NewSecurePassword123!' })
  expect(wrong.status).toBe(401)
  expect((await client.put('/account/password', { current_password: password, password: 'qwertyuiop' })).status).toBe(400)
  expect((await client.put('/account/password', { current_password: password, password: 'NewSecurePassword123!' })).status).toBe(200)
  expect((await client.get('/auth/me')).status).toBe(200)
  expect((await other.get('/auth/me')).status).toBe(401)
  expect((await login(email)).status).toBe(401)
  expect((await app.mail.next(email)).subject).toBe('Your password was changed')
})

test('sessions are listed, and ended one by one', async () => {
  const { email, client } = await register()
  clock += 1000
  const other = createTestClient(app.apiUrl, (await login(email)).body.token)
  const { body } = await client.get('/account/sessions')
  expect(body.sessions.map(({ current }: { current: boolean }) => current)).toEqual([false, true])
  expect(body.sessions[0]).toMatchObject({ address: '127.0.0.1', user_agent: 'node' })
  expect((await client.delete(`/account/sessions/${body.sessions[0].id}`)).status).toBe(200)
  expect((await other.get('/auth/me')).status).toBe(401)
  expect((await client.get('/account/sessions')).body.total).toBe(1)
  const stranger = await register()
  expect((await stranger.client.delete(`/account/sessions/${body.sessions[1].id}`)).status).toBe(404)
})

test('a profile is read and changed', async () => {
  const { client } = await register()
  expect((await client.put('/account/profile', { full_name: 'Jane Doe' })).body.user.full_name).toBe('Jane Doe')
  expect((await client.get('/account/profile')).body.user).toMatchObject({
    full_name: 'Jane Doe',
    role: 'owner',
    two_factor_enabled: false,
  })
  expect((await client.put('/account/profile', { role: 'admin' })).status).toBe(400)
})

test('no answer ever holds a token of a mail', async () => {
  const { email } = await register()
  const answers = await Promise.all([
    app.anonymous.post('/auth/password/forgot', { email }),
    app.anonymous.post('/auth/verify-email/resend', { email }),
  ])
  const tokens = [tokenIn(await app.mail.next(email)), tokenIn(await app.mail.next(email))]
  for (const token of tokens) expect(JSON.stringify(answers)).not.toContain(token.slice(-20))
})
