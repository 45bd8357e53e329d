import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createTestClient } from '../testing/test-client.ts'
import { totpCode } from './totp.ts'

const halfMinute = 30_000
const password = 'SecurePassword123!'
let clock = Date.now()
let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
})
afterAll(() => app.stop())

const codeOf = (secret: string, steps = 0) => totpCode(secret, Math.floor(clock / halfMinute) + steps)

/** A user whose two-factor sign-in is on. */
async function protectedUser() {
  const email = `${randomBytes(6).toString('hex')}@example.com`
  const { body } = await app.anonymous.post('/auth/register', { email, password, full_name: 'John Doe', company_name: 'Example Corp' })
  const client = createTestClient(app.apiUrl, body.token)
  const begun = await client.post('/account/two-factor', { password })
  const secret: string = begun.body.secret
  const confirmed = await client.post('/account/two-factor/confirm', { code: codeOf(secret) })
  expect(confirmed.status).toBe(200)
  clock += 2 * halfMinute
  return { email, client, secret, codes: confirmed.body.recovery_codes as string[] }
}

async function challengeFor(email: string) {
  const { status, body } = await app.anonymous.post('/auth/login', { email, password })
  expect(status).toBe(200)
  expect(Object.keys(body).sort()).toEqual(['challenge', 'two_factor_required'])
  return String(body.challenge)
}

const finish = (challenge: string, code: string) => app.anonymous.post('/auth/login/two-factor', { challenge, code })

test('a password alone opens nothing any more; with a code it does, once', async () => {
  const { email, secret } = await protectedUser()
  const challenge = await challengeFor(email)
  expect((await finish(challenge, '000000')).status).toBe(401)
  const done = await finish(challenge, codeOf(secret))
  expect(done.status).toBe(200)
  expect(done.body.user.email).toBe(email)
  expect((await createTestClient(app.apiUrl, done.body.token).get('/auth/me')).status).toBe(200)
  expect((await finish(challenge, codeOf(secret))).status).toBe(401)
  expect((await finish(await challengeFor(email), codeOf(secret, -1))).status).toBe(401)
  clock += halfMinute
  expect((await finish(await challengeFor(email), codeOf(secret))).status).toBe(200)
})

test('of many who show the same code at once, one gets in', async () => {
  const { email, secret } = await protectedUser()
  const challenge = await challengeFor(email)
  const answers = await Promise.all(Array.from({ length: 10 }, () => finish(challenge, codeOf(secret))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('each recovery code works once, and its use is told by mail', async () => {
  const { email, codes, client } = await protectedUser()
  const [code = ''] = codes
  expect((await finish(await challengeFor(email), code.toLowerCase())).status).toBe(200)
  expect((await finish(await challengeFor(email), code)).status).toBe(401)
  const subjects = [await app.mail.next(email), await app.mail.next(email), await app.mail.next(email)].map(({ subject }) => subject)
  expect(subjects).toContain('A recovery code was used to sign in')
  expect((await client.get('/account/two-factor')).body.two_factor).toEqual({ enabled: true, required: false, recovery_codes_left: 9 })
})

test('a challenge ends after five minutes and cannot be made up', async () => {
  const { email, secret } = await protectedUser()
  const challenge = await challengeFor(email)
  const [content = '', signature = ''] = challenge.split('.')
  const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(content, 'base64url').toString()), user_id: 'user_other' }))
  expect((await finish(`${other.toString('base64url')}.${signature}`, codeOf(secret))).status).toBe(401)
  expect((await finish('x.y', codeOf(secret))).status).toBe(401)
  clock += 5 * 60_000
  expect((await finish(challenge, codeOf(secret))).status).toBe(401)
})

test('codes cannot be guessed: pauses grow', async () => {
  const { email } = await protectedUser()
  const challenge = await challengeFor(email)
  const statuses: number[] = []
  for (let i = 0; i < 20; i++) statuses.push((await finish(challenge, String(100000 + i))).status)
  expect(statuses.filter(status => status === 401)).toHaveLength(6)
  expect(statuses.slice(6).every(status => status === 429)).toBe(true)
})

test('turning it off takes password and code, and is told by mail', async () => {
  const { email, client, secret } = await protectedUser()
  expect((await client.post('/account/two-factor/disable', { password: 'wrong password', code: codeOf(secret) })).status).toBe(401)
  expect((await client.post('/account/two-factor/disable', { password, code: '000000' })).status).toBe(401)
  expect((await client.post('/account/two-factor/disable', { password, code: codeOf(secret) })).status).toBe(200)
  expect((await app.anonymous.post('/auth/login', { email, password })).body.user.email).toBe(email)
  expect((await client.post('/account/two-factor/disable', { password, code: codeOf(secret, 2) })).status).toBe(409)
})

test('new recovery codes replace the earlier ones', async () => {
  const { email, client, secret, codes } = await protectedUser()
  const renewed = await client.post('/account/two-factor/recovery-codes', { password, code: codeOf(secret) })
  expect(renewed.body.recovery_codes).toHaveLength(10)
  expect((await finish(await challengeFor(email), codes[0] ?? '')).status).toBe(401)
  expect((await finish(await challengeFor(email), renewed.body.recovery_codes[0])).status).toBe(200)
})

test('a secret that is in use is not replaced', async () => {
  const { client } = await protectedUser()
  expect((await client.post('/account/two-factor', { password })).status).toBe(409)
  expect((await client.post('/account/two-factor/confirm', { code: '123456' })).status).toBe(409)
})
