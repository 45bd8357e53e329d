import { describe, expect, it } from 'vitest'
import { signSessionToken } from '../testing/sign-session-token.ts'
import { readSessionToken } from './session-token.ts'

const app = { clientId: 'a'.repeat(32), clientSecret: 'shpss_the_secret_of_the_app' }
const shop = 'harbour.myshopify.com'
const sign = (claims: Record<string, unknown> = {}, alg?: string, more: object = {}) =>
  signSessionToken({ shop, ...app, ...more }, claims, alg)
const now = Math.floor(Date.now() / 1000)

describe('a session token', () => {
  it('names the shop of the admin that gave it', () => {
    expect(readSessionToken(sign(), app)).toBe(shop)
  })

  it('is good for a minute, give or take what clocks differ', () => {
    const token = sign()
    for (const [seconds, expected] of [
      [-20, null],
      [-8, shop],
      [0, shop],
      [65, shop],
      [75, null],
    ] as const)
      expect(readSessionToken(token, app, (now + seconds) * 1000), `${seconds} s`).toBe(expected)
  })

  it.each([
    ['for another app', sign({ aud: 'b'.repeat(32) })],
    ['for several apps', sign({ aud: [app.clientId] })],
    ['issued by another shop', sign({ iss: 'https://other.myshopify.com/admin' })],
    ['for another shop than issued it', sign({ dest: 'https://other.myshopify.com' })],
    ['of no shop', sign({ iss: 'https://evil.example/admin', dest: 'https://evil.example' })],
    ['of something like a shop', sign({ iss: 'https://x.myshopify.com.evil.example/a', dest: 'https://x.myshopify.com.evil.example' })],
    ['of a shop by another protocol', sign({ iss: 'http://harbour.myshopify.com/admin', dest: 'http://harbour.myshopify.com' })],
    ['that expired', sign({ exp: now - 60 })],
    ['of the future', sign({ nbf: now + 60 })],
    ['without an end', sign({ exp: undefined })],
    ['without a beginning', sign({ nbf: undefined })],
    ['signed with another secret', sign({}, undefined, { clientSecret: 'shpss_another' })],
    ['signed with none', sign({}, 'none')],
    ['signed otherwise', sign({}, 'HS512')],
    ['that says HS256 in small letters', sign({}, 'hs256')],
    ['without a signature', sign().replace(/\.[^.]+$/, '')],
    ['with one more part', `${sign()}.x`],
    ['that is nonsense', 'a.b.c'],
    ['that is empty', ''],
  ])('%s is none', (_, token) => {
    expect(readSessionToken(token, app)).toBeNull()
  })

  it('is none with any one letter changed', () => {
    const token = sign()
    for (let place = 0; place < token.length; place++) {
      const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1)
      expect(readSessionToken(changed, app), String(place)).toBeNull()
    }
  })

  it('is none where the operator has no secret', () => {
    expect(readSessionToken(sign({}, undefined, { clientSecret: '' }), { ...app, clientSecret: '' })).toBeNull()
  })
})
