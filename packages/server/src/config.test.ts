import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { StartError } from './postgres/start-error.ts'

test('without any setting the program listens on this machine alone, with its data beside it', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: expect.stringMatching(/[/\\]\.data$/),
    publicUrl: 'http://127.0.0.1:3000',
    databaseUrl: null,
    encryptionKey: null,
    trustedProxies: [],
    egressAllow: [],
    openai: { apiKey: null, baseUrl: null },
  })
  expect(readConfig({ PORT: '', OPENAI_API_KEY: '  ' })).toEqual(readConfig({}))
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PUBLIC_URL', 'shop.example'],
  ['PUBLIC_URL', 'ftp://shop.example'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://localhost/craveva'],
  ['DATABASE_URL', 'localhost:5432'],
  ['ENCRYPTION_KEY', 'changeme'],
  ['ENCRYPTION_KEY', 'secret'],
  ['ENCRYPTION_KEY', 'a'.repeat(64)],
  ['ENCRYPTION_KEY', Buffer.alloc(32).toString('base64')],
  ['ENCRYPTION_KEY', Buffer.alloc(31, 'abcdefghijklmnop').toString('base64')],
  ['ENCRYPTION_KEY', 'changeme'.repeat(8)],
  ['ENCRYPTION_KEY', 'k3W9'.repeat(12)],
  ['ENCRYPTION_KEY', `MySecretKeyForTheServer${'w7Qz2Lr9Xn4Tb6Vc'.repeat(2)}`],
  ['ENCRYPTION_KEY', 'not base64 at all, but long enough to be one!'],
  ['ENCRYPTION_KEY', Buffer.from('correct horse battery staple and more').toString('base64')],
  ['ENCRYPTION_KEYS_ACCEPTED', 'changeme'],
  ['TRUSTED_PROXIES', 'my-proxy'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TRUSTED_PROXIES', '10.0.0.1, all'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['TRUSTED_PROXIES', '::/0'],
  ['CONSOLE_ORIGINS', '*'],
  ['CONSOLE_ORIGINS', 'https://console.example/'],
  ['CONSOLE_ORIGINS', 'https://console.example,console.example'],
  ['EGRESS_ALLOW', '10.0.0.0/8'],
  ['PLAN_DEFAULT', 'gold'],
  ['STRIPE_SECRET_KEY', 'pk_live_public'],
  ['STRIPE_WEBHOOK_SECRET', 'secret'],
  ['STRIPE_API_BASE', 'localhost'],
  ['MESSAGE_FEES', 'whatsapp'],
  ['MESSAGE_FEES', 'whatsapp=0.5,telegram=much'],
  ['OPENAI_BASE_URL', 'localhost:11434'],
  ['SMTP_URL', 'mail.example'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by its name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(StartError)
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^The configuration cannot be used:\n  ${name}`))
})

test('no key of a random generator is refused', () => {
  for (let round = 0; round < 2000; round++) {
    const [key, other] = [randomBytes(32), randomBytes(48)]
    const config = readConfig({
      ENCRYPTION_KEY: key.toString('base64'),
      ENCRYPTION_KEYS_ACCEPTED: `${other.toString('base64url')}, ${key.toString('hex')}`,
    })
    expect(config.encryptionKey).toEqual(key)
    expect(config.acceptedKeys).toEqual([other, Buffer.from(key.toString('hex'), 'base64')])
  }
})

test('all that is wrong is told at once', () => {
  expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y', SMTP_URL: 'z' })).toThrow(/PORT.*SMTP_URL.*LOG_LEVEL/s)
})

describe('what is taken', () => {
  test.each([
    ['TRUSTED_PROXIES', '10.0.0.0/8, ::1,192.168.0.7 , loopback', 'trustedProxies', ['10.0.0.0/8', '::1', '192.168.0.7', 'loopback']],
    [
      'CONSOLE_ORIGINS',
      'https://console.example,http://localhost:5173',
      'consoleOrigins',
      ['https://console.example', 'http://localhost:5173'],
    ],
    ['MESSAGE_FEES', 'whatsapp=0.5, sms=2', 'messageFees', { whatsapp: 500_000, sms: 2_000_000 }],
    ['PUBLIC_URL', 'https://shop.example/', 'publicUrl', 'https://shop.example'],
    ['HOST', '::', 'publicUrl', 'http://localhost:3000'],
    ['HOST', '::1', 'publicUrl', 'http://[::1]:3000'],
    ['PORT', '0', 'port', 0],
  ])('%s=%s', (name, value, field, expected) => {
    expect(readConfig({ [name]: value })).toHaveProperty(field, expected)
  })
})
