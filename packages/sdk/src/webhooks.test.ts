import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { verifyWebhook, WebhookVerificationError } from './webhooks.ts'

const secret = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`
const body = JSON.stringify({ type: 'webhook.test', timestamp: '2025-01-15T10:00:00Z', data: { message: 'This is a test. ✓' } })
const id = 'evt_01jd5k3m9p8q7r6s5t4v3w2x1y'
const seconds = Math.floor(Date.now() / 1000)

/** Signed by the library of the specification. */
const headersOf = (text = body, by = secret, at = seconds) => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature': new Webhook(by).sign(id, new Date(at * 1000), text),
})
const accepts = (options: Partial<Parameters<typeof verifyWebhook>[0]>) =>
  verifyWebhook({ secret, body, headers: headersOf(), ...options }).then(
    () => true,
    error => (error instanceof WebhookVerificationError ? false : Promise.reject(error)),
  )

describe('a message is taken', () => {
  test('that the library of the specification signed', async () => {
    expect(await verifyWebhook({ secret, body, headers: headersOf() })).toEqual(JSON.parse(body))
    expect(await accepts({ headers: new Headers(headersOf()) })).toBe(true)
    expect(await accepts({ body: new TextEncoder().encode(body) })).toBe(true)
    const upper = Object.fromEntries(Object.entries(headersOf()).map(([name, value]) => [name.toUpperCase(), [value]]))
    expect(await accepts({ headers: upper })).toBe(true)
  })

  test('that is the example of the specification', async () => {
    const message = {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      body: '{"test": 2432232314}',
      now: () => 1_614_265_330_000,
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    }
    expect(await accepts(message)).toBe(true)
    expect(
      await accepts({
        ...message,
        headers: { ...message.headers, 'webhook-signature': `v1a,xyz v1,AAAA ${message.headers['webhook-signature']}` },
      }),
    ).toBe(true)
  })

  test('during a change of secrets, by either', async () => {
    const next = `whsec_${btoa('another secret of thirty-two byt')}`
    const both = {
      ...headersOf(),
      'webhook-signature': `${headersOf(body, next)['webhook-signature']} ${headersOf()['webhook-signature']}`,
    }
    for (const one of [secret, next, [next, secret]]) expect(await accepts({ secret: one, headers: both })).toBe(true)
  })
})

describe('a message is refused', () => {
  test.each([
    ['without headers', {}],
    ['without an id', { ...headersOf(), 'webhook-id': '' }],
    ['without a time', { ...headersOf(), 'webhook-timestamp': '' }],
    ['with a time that is none', { ...headersOf(), 'webhook-timestamp': `${seconds}.0` }],
    ['with another version', { ...headersOf(), 'webhook-signature': headersOf()['webhook-signature'].replace('v1,', 'v2,') }],
    ['with an empty signature', { ...headersOf(), 'webhook-signature': 'v1,' }],
    ['too old', headersOf(body, secret, seconds - 301)],
    ['from the future', headersOf(body, secret, seconds + 302)],
    ['signed with another secret', headersOf(body, `whsec_${btoa('another secret of thirty-two byt')}`)],
  ])('%s', async (_name, headers) => {
    expect(await accepts({ headers })).toBe(false)
  })

  test('with any of 8,000 bits changed', async () => {
    const long = JSON.stringify({ type: 'webhook.test', timestamp: '2025-01-15T10:00:00Z', data: { text: 'x'.repeat(840) } })
    const headers = headersOf(long)
    const flip = (text: string, bit: number) => {
      const bytes = new TextEncoder().encode(text)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return bytes
    }
    const asText = (bytes: Uint8Array) => [...bytes].map(byte => String.fromCharCode(byte)).join('')
    let tried = 0
    let accepted = 0
    const attempt = async (options: Partial<Parameters<typeof verifyWebhook>[0]>) => {
      tried++
      if (await accepts({ body: long, headers, ...options })) accepted++
    }
    for (let bit = 0; bit < long.length * 8; bit++) await attempt({ body: flip(long, bit) })
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)
      for (let bit = 0; bit < headers[name].length * 8; bit++)
        await attempt({ headers: { ...headers, [name]: asText(flip(headers[name], bit)) } })
    expect(tried).toBeGreaterThan(8000)
    expect(accepted).toBe(0)
  })
})

test('what is no secret is the programmer’s mistake', async () => {
  await expect(verifyWebhook({ secret: 'whsec_', body, headers: headersOf() })).rejects.toThrow(TypeError)
})
