import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { runProgram } from '../fixtures/program.ts'
import { requireStrongSecrets } from './strong-secrets.ts'

const good = {
  PUBLIC_URL: 'https://agents.example.com',
  DATABASE_URL: 'postgres://app:k3Wq9-rtY7-pLm2-vX@db.example.com/agents',
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
}
const check = (settings: Record<string, string>) => requireStrongSecrets(readConfig({ ...good, ...settings }))

test('strong secrets pass', async () => {
  await check({})
  await check({ DATABASE_URL: '', ENCRYPTION_KEY: '' })
  await check({ DATABASE_URL: 'postgres://app@db.example.com/agents' })
  await check({ STRIPE_SECRET_KEY: 'sk_live_abc', STRIPE_WEBHOOK_SECRET: 'whsec_abc' })
})

test.each([
  ['ENCRYPTION_KEY is missing', { ENCRYPTION_KEY: '' }],
  ['ENCRYPTION_KEY is missing', { ENCRYPTION_KEY: '', PUBLIC_URL: '', NODE_ENV: 'production' }],
  ['The password in DATABASE_URL has fewer', { DATABASE_URL: 'postgres://postgres:postgres@db.example.com/agents' }],
  ['The password in DATABASE_URL is a common word', { DATABASE_URL: 'postgres://app:changeme1234@db.example.com/agents' }],
  ['The password in DATABASE_URL is made of your own name', { DATABASE_URL: 'postgres://application:application@db.example.com/a' }],
  ['The password in REDIS_URL', { REDIS_URL: 'redis://default:password@redis.example.com' }],
  ['The password in SMTP_URL', { SMTP_URL: 'smtp://shop:1234567890@mail.example.com' }],
  ['STRIPE_WEBHOOK_SECRET is missing', { STRIPE_SECRET_KEY: 'sk_live_abc' }],
])('%s', async (problem, settings) => {
  await expect(check(settings)).rejects.toThrow(problem)
})

test('all that is weak is told at once', async () => {
  await expect(
    check({ ENCRYPTION_KEY: '', DATABASE_URL: 'postgres://a:b@db.example.com/c', STRIPE_SECRET_KEY: 'sk_live_abc' }),
  ).rejects.toThrow(/ENCRYPTION_KEY.*STRIPE_WEBHOOK_SECRET.*DATABASE_URL/s)
})

test.each(['', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://agents.test'])(
  'who is reached at "%s" may be careless',
  async PUBLIC_URL => {
    await check({ PUBLIC_URL, ENCRYPTION_KEY: '', DATABASE_URL: 'postgres://postgres:postgres@127.0.0.1/agents' })
  },
)

test('the program ends with the reason, before it touches anything', async () => {
  const { code, output } = await runProgram({
    DATA_DIR: '/nowhere/at/all',
    PUBLIC_URL: good.PUBLIC_URL,
    DATABASE_URL: 'postgres://postgres:postgres@127.0.0.1:1/agents',
  })
  expect(code).toBe(1)
  expect(output).toContain('ENCRYPTION_KEY is missing')
  expect(output).toContain('openssl rand -base64 32')
  expect(output).not.toMatch(/^\s+at /m)
})
