import type { PublicContext, Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { addToDirectory, findInDirectory } from '../system/directory.ts'
import { signAccessToken } from './access-token.ts'
import { findSession, insertSession, revokeSession, rotateSession } from './auth.store.ts'
import { formatRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.ts'

/** Milliseconds within which the direct parent of the newest token still gets that one: two tabs may refresh at once. */
const graceMs = 10_000
export const sessionLifetimeMs = 30 * 24 * 3600_000

export interface Tokens {
  readonly token: string
  readonly refresh_token: string
}

type Needs = Pick<Services, 'keys' | 'now' | 'pool'>

/** Longer names of programs are cut. */
const longestUserAgent = 300

/** Begins a login in the transaction `db`. */
export async function openSession(
  { keys, now, caller }: Pick<PublicContext, 'keys' | 'now' | 'caller'>,
  db: Db,
  user: { company_id: string; user_id: string },
): Promise<Tokens> {
  const sessionId = newId('ses', now())
  const secret = randomToken()
  await insertSession(db, {
    company_id: user.company_id,
    session_id: sessionId,
    user_id: user.user_id,
    token_hash: hashToken(secret),
    expires_at: new Date(now() + sessionLifetimeMs),
    user_agent: caller.userAgent.slice(0, longestUserAgent),
    address: caller.address,
  })
  await addToDirectory(db, { kind: 'session', key: sessionId, company_id: user.company_id, id: sessionId })
  return {
    token: await signAccessToken(keys, { userId: user.user_id, companyId: user.company_id, sessionId }, now()),
    refresh_token: formatRefreshToken({ sessionId, generation: 0, secret }),
  }
}

/**
 * Exchanges the newest refresh token of a session for its successor. An older one ends the session at once, as it must have been copied;
 * only the direct parent, within ten seconds, gets the same successor again. Throws UNAUTHORIZED.
 */
export async function refreshSession({ pool, keys, now }: Needs, text: string): Promise<Tokens> {
  const token = parseRefreshToken(text)
  const entry = token && (await findInDirectory(pool, 'session', token.sessionId))
  if (!token || !entry) throw refused()
  const renewed = await inCompany(pool, entry.company_id, async db => {
    const session = await findSession(db, entry.company_id, token.sessionId)
    if (!session || session.revoked_at || session.expires_at.getTime() < now()) return null
    const age = ageOf(keys, token, session)
    if (age === null) return null
    const next = { sessionId: token.sessionId, generation: token.generation + 1, secret: keys.nextRefreshToken(token.secret) }
    const sameAgain = age === 1 && now() - session.rotated_at.getTime() <= graceMs
    if (age > 0 && !sameAgain) {
      await revokeSession(db, entry.company_id, token.sessionId, new Date(now()))
      return null
    }
    if (age === 0) {
      const rotated = await rotateSession(db, entry.company_id, token.sessionId, {
        generation: token.generation,
        tokenHash: hashToken(next.secret),
        now: new Date(now()),
      })
      // Lost a race: the winner derived the very same successor, unless the session was revoked meanwhile.
      if (!rotated && (await findSession(db, entry.company_id, token.sessionId))?.revoked_at) return null
    }
    return { userId: session.user_id, next }
  })
  if (!renewed) throw refused()
  const claims = { userId: renewed.userId, companyId: entry.company_id, sessionId: token.sessionId }
  return { token: await signAccessToken(keys, claims, now()), refresh_token: formatRefreshToken(renewed.next) }
}

/** Ends the session a refresh token belongs to. A token that is not one of ours ends nothing and is no error. */
export async function closeSession({ pool, keys, now }: Needs, text: string) {
  const token = parseRefreshToken(text)
  const entry = token && (await findInDirectory(pool, 'session', token.sessionId))
  if (!token || !entry) return
  await inCompany(pool, entry.company_id, async db => {
    const session = await findSession(db, entry.company_id, token.sessionId)
    if (session && ageOf(keys, token, session) !== null) await revokeSession(db, entry.company_id, token.sessionId, new Date(now()))
  })
}

/** How many rotations ago the token was the newest one; null when it never was. */
function ageOf(
  { nextRefreshToken }: Pick<Services['keys'], 'nextRefreshToken'>,
  token: RefreshToken,
  session: { generation: number; token_hash: Buffer },
) {
  const age = session.generation - token.generation
  if (age < 0 || age > 50_000) return null
  let secret = token.secret
  for (let i = 0; i < age; i++) secret = nextRefreshToken(secret)
  return hashToken(secret).equals(session.token_hash) ? age : null
}

const refused = () => new AppError('UNAUTHORIZED', 'The refresh token is not valid any more. Sign in again.')
