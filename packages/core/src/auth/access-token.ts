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

/** The claims of a valid token; throws UNAUTHORIZED for any other. */
export async function readAccessToken(keys: Keys, token: string, now: number): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(token, keys.accessToken, {
      algorithms: ['HS256'],
      typ: type,
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'sid', 'company_id'],
      currentDate: new Date(now),
      clockTolerance: 30,
    })
    return { userId: toId(payload.sub), companyId: toId(payload.company_id), sessionId: toId(payload.sid) }
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
