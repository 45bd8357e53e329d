import { createHmac, generateKeyPairSync, sign } from 'node:crypto'

/** What a valid access token of this server says. */
export interface TokenParts {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

export function decodeToken(token: string): TokenParts {
  const [header = '', claims = ''] = token.split('.')
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
  return { header: read(header), claims: read(claims) }
}

/** A token with any header and claims, signed with this key. */
export const signToken = (key: string | Uint8Array, header: unknown, claims: unknown, hash = 'sha256') => {
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${createHmac(hash, key).update(content).digest('base64url')}`
}

/**
 * Tokens that must open nothing, each with what is wrong about it: made from a `valid` one, and with the server's own `key`, so that
 * each has a single fault. `stranger` is a valid token of another login.
 */
export function forgedTokens(valid: string, stranger: string, key: Uint8Array): Record<string, string> {
  const { header, claims } = decodeToken(valid)
  const [head = '', body = '', signature = ''] = valid.split('.')
  const other = decodeToken(stranger).claims
  const ours = (change: object, base: object = claims) => signToken(key, header, { ...base, ...change })
  const without = (name: string) => signToken(key, header, Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name)))
  const headed = (change: object) => signToken(key, { ...header, ...change }, claims)
  const now = Number(claims.iat)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsaContent = `${encode({ ...header, alg: 'RS256' })}.${body}`
  return {
    'alg none': `${encode({ ...header, alg: 'none' })}.${body}.`,
    'alg None': `${encode({ ...header, alg: 'None' })}.${body}.`,
    'alg nOnE with the signature': `${encode({ ...header, alg: 'nOnE' })}.${body}.${signature}`,
    'no alg': signToken(key, { typ: header.typ }, claims),
    'alg HS384': signToken(key, { ...header, alg: 'HS384' }, claims, 'sha384'),
    'alg HS512': signToken(key, { ...header, alg: 'HS512' }, claims, 'sha512'),
    'alg RS256 of a key of one’s own': `${rsaContent}.${sign('sha256', Buffer.from(rsaContent), rsa.privateKey).toString('base64url')}`,
    'alg RS256 with an HMAC': headed({ alg: 'RS256' }),
    'key in the header': signToken('mine', { ...header, jwk: { kty: 'oct', k: encode('mine') } }, claims),
    'address of a key in the header': signToken('mine', { ...header, jku: 'http://127.0.0.1:1/keys' }, claims),
    'kid that is a path': signToken('', { ...header, kid: '../../../../dev/null' }, claims),
    'critical extension': headed({ crit: ['exp'] }),
    'empty key': signToken('', header, claims),
    'key "secret"': signToken('secret', header, claims),
    'another key': signToken(Buffer.alloc(32, 7), header, claims),
    'no signature': `${head}.${body}.`,
    'no third part': `${head}.${body}`,
    'half a signature': `${head}.${body}.${signature.slice(0, 21)}`,
    'signature of zeros': `${head}.${body}.${Buffer.alloc(32).toString('base64url')}`,
    'signature with another first letter': `${head}.${body}.${flipFirst(signature)}`,
    'claims of another user under the old signature': `${head}.${encode({ ...claims, sub: other.sub })}.${signature}`,
    'no typ': signToken(key, { alg: header.alg }, claims),
    'typ JWT': headed({ typ: 'JWT' }),
    'typ of a refresh token': headed({ typ: 'rt+jwt' }),
    'no aud': without('aud'),
    'another aud': ours({ aud: 'craveva-widget' }),
    'empty aud': ours({ aud: [] }),
    'no iss': without('iss'),
    'another iss': ours({ iss: 'https://craveva.example' }),
    'no exp': without('exp'),
    'expired an hour ago': ours({ iat: now - 4500, exp: now - 3600 }),
    'expired a minute ago': ours({ exp: now - 60 }),
    'exp as text': ours({ exp: String(now + 900) }),
    'not valid before tomorrow': ours({ nbf: now + 86_400 }),
    'no sub': without('sub'),
    'no login': without('sid'),
    'no company': without('company_id'),
    'login that does not exist': ours({ sid: 'ses_00000000000000000000000000' }),
    'login of another company': ours({ sid: other.sid }),
    'user of another company': ours({ sub: other.sub }),
    'company of another user': ours({ company_id: other.company_id }),
    'company that is no id': ours({ company_id: "x' or true --" }),
    'claims that are a list': signToken(key, header, [claims]),
    'claims that are no JSON': signToken(key, header, 'nothing'),
    'five parts': `${head}.${body}.${signature}.${body}.${signature}`,
    'not base64': `${head}.${body}!.${signature}`,
    'API key of nobody': 'cv_live_0123456789abcdefghijklmnopqrstuv',
    'a word': 'undefined',
    'four thousand letters': 'x'.repeat(4000),
  }
}

const flipFirst = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
