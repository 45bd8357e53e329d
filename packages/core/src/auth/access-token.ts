import { errors, jwtVerify, SignJWT } from 'jose'
import type { Keys } from '../crypto/keys.ts'
import { AppError } from '../errors.ts'

export interface AccessClaims {
  readonly userId: string
  readonly companyId: string
  readonly sessionId: string
}

const issuer = 'craveva'
const audience = 'craveva-api'
const type = 'at+jwt'

/** Seconds an access token is valid. */
export const accessTokenLifetime = 15 * 60

/** A JWT (HS256, RFC 9068 type) that says who is calling. It carries no role: that is read from the database at each call. */
export const signAccessToken = (keys: Keys, { userId, companyId, sessionId }: AccessClaims, now: number) =>
  new SignJWT({ company_id: companyId, sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: type })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + accessTokenLifetime)
    .sign(keys.accessToken)

/** Milliseconds by which clocks of servers may differ. */
const tolerance = 30_000

/** Tokens whose signature was good, as checking it costs more than the rest of a call, and each comes with many calls. */
const verified = new WeakMap<Keys, Map<string, { readonly claims: AccessClaims; readonly until: number }>>()
const mostVerified = 10_000

/** The claims of a valid token; throws UNAUTHORIZED for any other. */
export async function readAccessToken(keys: Keys, token: string, now: number): Promise<AccessClaims> {
  const known = verified.get(keys) ?? new Map()
  verified.set(keys, known)
  const remembered = known.get(token)
  if (remembered && now < remembered.until) return remembered.claims
  const { claims, expiresAt } = await verify(keys, token, now)
  if (known.size >= mostVerified) known.clear()
  known.set(token, { claims, until: expiresAt + tolerance })
  return claims
}

async function verify(keys: Keys, token: string, now: number) {
  try {
    const { payload } = await jwtVerify(token, keys.accessToken, {
      algorithms: ['HS256'],
      typ: type,
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'sid', 'company_id'],
      currentDate: new Date(now),
      clockTolerance: tolerance / 1000,
    })
    const claims = { userId: toId(payload.sub), companyId: toId(payload.company_id), sessionId: toId(payload.sid) }
    return { claims, expiresAt: (payload.exp ?? 0) * 1000 }
  } catch (error) {
    const expired = error instanceof errors.JWTExpired
    throw new AppError(
      'UNAUTHORIZED',
      expired ? 'The access token has expired. Refresh it, or sign in again.' : 'The access token is not valid.',
    )
  }
}

function toId(claim: unknown) {
  if (typeof claim !== 'string' || !/^[a-z]+_[0-9a-z]{1,60}$/.test(claim)) throw new TypeError('not an id')
  return claim
}
