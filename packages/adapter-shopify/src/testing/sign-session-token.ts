import { createHmac } from 'node:crypto'

interface Signs {
  readonly shop: string
  readonly clientId: string
  readonly clientSecret: string
}

/** A session token as App Bridge gives it, with other claims, or another way of signing, where they are given. Source: Shopify, "About session tokens". */
export function signSessionToken(
  { shop, clientId, clientSecret }: Signs,
  claims: Readonly<Record<string, unknown>> = {},
  alg = 'HS256',
): string {
  const now = Math.floor(Date.now() / 1000)
  const all = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: clientId,
    sub: '42',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: 'f8912129-1af6-4cad-9ca3-76b0f7621087',
    sid: 'aaea182f2732d44c23057c0fea584021a4485b2bd25d3eb7fd349313ad24c685',
    ...claims,
  }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(all)}`
  if (alg === 'none') return `${signed}.`
  const digest = alg === 'HS512' ? 'sha512' : 'sha256'
  return `${signed}.${createHmac(digest, clientSecret).update(signed).digest('base64url')}`
}
