import type { LimitClass } from '@craveva/contract/operations'
import type { Response } from 'express'
import type { Claims } from '../auth/credential.ts'
import type { Caller } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import type { Admission } from '../deployments/admit-visitor.ts'
import { AppError } from '../errors.ts'
import type { Allowance, Limit, Limiter } from '../limits/limiter.ts'
import { networkOf } from './network-of.ts'

const minute = 60_000
const hour = 60 * minute

/** Who is counted, as far as it is known. */
export interface Counted {
  readonly caller: Caller
  readonly claims?: Claims
  /** Calls an hour that the keys of the company may make, where a key calls. */
  readonly keyAllowance?: number
  readonly admission?: Admission
}

/** Counts a call and tells the caller where they stand. Throws RATE_LIMIT_EXCEEDED. */
export async function limitCall(limiter: Limiter, response: Response, limitClass: LimitClass, counted: Counted, now: () => number) {
  const allowances: Allowance[] = []
  for (const limit of limitsOf(limitClass, counted)) {
    const allowance = await limiter.take(limit)
    allowances.push(allowance)
    if (!allowance.allowed) break
  }
  const tightest = allowances.toSorted((a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining)[0]
  if (!tightest) return
  response.set('X-RateLimit-Limit', String(tightest.limit))
  response.set('X-RateLimit-Remaining', String(tightest.remaining))
  response.set('X-RateLimit-Reset', String(Math.ceil(tightest.resetAt / 1000)))
  if (!tightest.allowed) throw new AppError('RATE_LIMIT_EXCEEDED', undefined, { retryAfter: (tightest.resetAt - now()) / 1000 })
}

function limitsOf(limitClass: LimitClass, { caller, claims, keyAllowance = 0, admission }: Counted): Limit[] {
  const network = networkOf(caller.address)
  switch (limitClass) {
    case 'none':
      return []
    case 'account':
      return claims ? [accountLimit(claims, keyAllowance)] : []
    case 'credentials':
      // Against floods alone: guesses at an account are counted where they fail, so that nobody can lock its owner out.
      return [{ key: `credentials:network:${network}`, max: 300, windowMs: 10 * minute }]
    case 'widget':
      return admission ? [{ key: `widget:${admission.agent.agent_id}:${network}`, max: 600, windowMs: minute }] : []
    case 'chat':
      return admission ? chatLimits(admission, caller, network) : []
  }
}

/** The keys of a company share its plan's allowance; each user has one of their own. */
function accountLimit(claims: Claims, keyAllowance: number): Limit {
  if (claims.kind === 'user') return { key: `account:user:${claims.userId}`, max: 10_000, windowMs: hour }
  return { key: `account:keys:${claims.companyId}`, max: keyAllowance, windowMs: hour }
}

/** Servers and apps, which send no origin and so could be any script, get a quarter of what a page's visitors get. */
function chatLimits({ agent, limits }: Admission, { origin, visitorToken }: Caller, network: string): Limit[] {
  const strict = (max: number) => (origin === null ? Math.ceil(max / 4) : max)
  return [
    ...(visitorToken
      ? [{ key: `chat:visitor:${fingerprint(visitorToken)}`, max: strict(limits.visitor_per_minute), windowMs: minute }]
      : []),
    {
      key: `chat:network:${agent.agent_id}:${network}${origin === null ? ':no-origin' : ''}`,
      max: strict(limits.network_per_minute),
      windowMs: minute,
    },
    { key: `chat:agent:${agent.agent_id}`, max: limits.agent_per_minute, windowMs: minute },
  ]
}

const fingerprint = (text: string) => hashToken(text).toString('base64url').slice(0, 22)
