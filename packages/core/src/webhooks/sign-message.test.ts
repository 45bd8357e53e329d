import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSecret, signMessage } from './sign-message.ts'

const now = () => Math.floor(Date.now() / 1000)
const headersOf = (id: string, timestamp: number, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
})

test('every message we sign is accepted by the library of the specification, which signs it as we do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^evt_[0-9a-z]{26}$/), (text, id) => {
      const secret = newSecret()
      const body = JSON.stringify({ text })
      const timestamp = now()
      const signature = signMessage([secret], { id, timestamp, body })
      expect(signature).toBe(new Webhook(secret).sign(id, new Date(timestamp * 1000), body))
      expect(new Webhook(secret).verify(body, headersOf(id, timestamp, signature))).toEqual({ text })
    }),
    { numRuns: 50 },
  )
})

test('with two signatures both secrets verify', () => {
  const secrets = [newSecret(), newSecret()]
  const message = { id: 'evt_1', timestamp: now(), body: '{}' }
  const headers = headersOf(message.id, message.timestamp, signMessage(secrets, message))
  for (const secret of secrets) expect(new Webhook(secret).verify('{}', headers)).toEqual({})
  expect(() => new Webhook(newSecret()).verify('{}', headers)).toThrow()
})

test('one bit changed anywhere, and nothing is accepted', () => {
  const secret = newSecret()
  const timestamp = now()
  const parts = { id: 'evt_01jd5k', body: JSON.stringify({ type: 'agent.execute', data: { n: 1 } }) }
  const signature = signMessage([secret], { ...parts, timestamp })
  const flip = (text: string, bit: number) => {
    const bytes = Buffer.from(text)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return bytes.toString('latin1')
  }
  const accepts = (id: string, body: string, given: string) => {
    try {
      new Webhook(secret).verify(body, headersOf(id, timestamp, given))
      return true
    } catch {
      return false
    }
  }
  let tried = 0
  let accepted = 0
  const attempt = (id: string, body: string, given: string) => {
    tried++
    if (accepts(id, body, given)) accepted++
  }
  for (let bit = 0; bit < parts.body.length * 8; bit++) attempt(parts.id, flip(parts.body, bit), signature)
  for (let bit = 0; bit < parts.id.length * 8; bit++) attempt(flip(parts.id, bit), parts.body, signature)
  // The last character of base64 holds bits that mean nothing.
  for (let bit = 0; bit < (signature.length - 2) * 8; bit++) attempt(parts.id, parts.body, flip(signature, bit))
  expect(tried).toBeGreaterThan(700)
  expect(accepted).toBe(0)
})
