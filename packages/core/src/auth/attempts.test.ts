import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { beginAttempt } from './attempts.ts'

const password = 'SecurePassword123!'
const hour = 3600_000
let clock = Date.now()
let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
})
afterAll(() => app.stop())

const begin = (subject: string, address = '203.0.113.7', device: string | null = null) =>
  beginAttempt(app.core.services, { at: ['login', subject], address, device })

/** How many of the attempts were let through. */
async function letThrough(attempts: number, attempt: (index: number) => Promise<unknown>) {
  let passed = 0
  for (let i = 0; i < attempts; i++) {
    passed += await attempt(i).then(
      () => 1,
      () => 0,
    )
  }
  return passed
}

test('a day of guesses at one account, from one address or from 500, is let through fewer than 100 times', async () => {
  for (const addresses of [1, 500]) {
    const subject = `victim-${addresses}@example.com`
    const passed = await letThrough(3000, index => {
      clock += 28_800
      return begin(subject, `198.51.${index % addresses}.1`)
    })
    expect(passed).toBeGreaterThan(10)
    expect(passed).toBeLessThan(100)
  }
})

test('of a thousand guesses at once no more pass than one after the other', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => begin('at-once@example.com')))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(11)
})

test('guesses at many accounts from one network are slowed down as well', async () => {
  const passed = await letThrough(400, index => begin(`account-${index}@example.com`, '192.0.2.99'))
  expect(passed).toBe(51)
})

test('a pause says how long it is, and passes', async () => {
  for (let i = 0; i < 12; i++) await begin('pause@example.com', `10.0.${i}.1`).catch(() => {})
  const refused = await begin('pause@example.com', '10.1.0.1').catch(error => error)
  expect(refused).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryAfter: 1 })
  clock += 1000
  await begin('pause@example.com', '10.1.0.1')
  await expect(begin('pause@example.com', '10.1.0.1')).rejects.toMatchObject({ retryAfter: 2 })
})

test('a success forgets what failed before', async () => {
  for (let i = 0; i < 10; i++) await begin('forgiven@example.com', '10.2.0.1')
  await (await begin('forgiven@example.com', '10.2.0.1')).succeeded()
  expect(await letThrough(20, () => begin('forgiven@example.com', '10.2.0.1'))).toBe(11)
})

test('a day without failures begins anew', async () => {
  expect(await letThrough(20, () => begin('calm@example.com', '10.3.0.1'))).toBe(11)
  clock += 25 * hour
  expect(await letThrough(20, () => begin('calm@example.com', '10.3.0.1'))).toBe(11)
})

test('whoever attacks an account cannot lock out a device its owner uses, nor a new password', async () => {
  const email = `${randomBytes(6).toString('hex')}@example.com`
  const registered = await app.anonymous.post('/auth/register', { email, password, full_name: 'John Doe', company_name: 'Example Corp' })
  const login = (more: object) => app.anonymous.post('/auth/login', { email, password, ...more })
  for (let i = 0; i < 30; i++) await login({ password: `guess number ${i}` })
  expect((await login({})).status).toBe(429)
  expect((await login({ device_token: `${registered.body.device_token}x` })).status).toBe(429)
  const stranger = await app.anonymous.post('/auth/register', {
    email: `${randomBytes(6).toString('hex')}@example.com`,
    password,
    full_name: 'John Doe',
    company_name: 'Example Corp',
  })
  expect((await login({ device_token: stranger.body.device_token })).status).toBe(429)
  expect((await login({ device_token: registered.body.device_token })).status).toBe(200)
})
