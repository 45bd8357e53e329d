import type { Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { AppError } from '../errors.ts'
import { networkOf, wideNetworkOf } from '../http/network-of.ts'
import { blockedUntil, countAttempt, forgetAttempts, type Target, takeBackAttempt } from './attempts.store.ts'

type Needs = Pick<Services, 'pool' | 'now'>

/** What is being tried. */
export interface Attempt {
  /** What is guessed at, for example `login` and an address; attempts at it have a counter of their own. */
  readonly at: readonly [kind: string, subject: string]
  /** Where it comes from. */
  readonly address: string
  /** A device that this very user has signed in with before: it has a counter of its own, so that nobody else can lock it out. */
  readonly device: string | null
}

/** Failures that are free: people mistype, and many share a network; a code of six digits is guessed sooner. Beyond them pauses grow, so that a subject is tried about 45 times a day at most. */
const free = { own: 10, code: 5, network: 50, wideNetwork: 300 }

/**
 * Counts an attempt as failed before it is made, so that a thousand at once are a thousand. Whoever succeeds says so with `succeeded`. Throws
 * RATE_LIMIT_EXCEEDED while there is a pause. Counters lie in the database: all servers share them.
 */
export async function beginAttempt({ pool, now }: Needs, attempt: Attempt) {
  const targets = targetsOf(attempt)
  const at = new Date(now())
  const until = await blockedUntil(pool, targets, at)
  if (until || !(await countAttempt(pool, targets, at))) throw tooMany(until, now())
  const [own = '', ...networks] = targets.map(({ key }) => key)
  return {
    async succeeded() {
      await forgetAttempts(pool, [own])
      if (networks.length > 0) await takeBackAttempt(pool, networks)
    },
  }
}

/** Ends pauses of a subject, after somebody proved by other means that it is theirs. */
export const forgiveAttempts = ({ pool }: Pick<Needs, 'pool'>, at: Attempt['at']) => forgetAttempts(pool, [subjectKey(at)])

/** The first is what is cleared by a success. */
function targetsOf({ at, address, device }: Attempt): Target[] {
  const own = at[0] === 'code' ? free.code : free.own
  if (device) return [{ key: `${at[0]}:device:${fingerprint(device)}`, free: own }]
  return [
    { key: subjectKey(at), free: own },
    { key: `${at[0]}:network:${networkOf(address)}`, free: free.network },
    { key: `${at[0]}:wide:${wideNetworkOf(address)}`, free: free.wideNetwork },
  ]
}

const subjectKey = ([kind, subject]: Attempt['at']) => `${kind}:subject:${fingerprint(subject)}`

const fingerprint = (text: string) => hashToken(text).toString('base64url').slice(0, 22)

function tooMany(until: Date | null, now: number) {
  const retryAfter = until ? Math.max(1, Math.ceil((until.getTime() - now) / 1000)) : 1
  return new AppError('RATE_LIMIT_EXCEEDED', 'Too many attempts failed. Wait a little, or use “Forgot password”.', { retryAfter })
}
