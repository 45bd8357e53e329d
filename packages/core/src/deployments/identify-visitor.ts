import { jwtVerify } from 'jose'
import type { Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { openSettings } from '../crypto/secret-settings.ts'
import { AppError } from '../errors.ts'
import type { Admission } from './admit-visitor.ts'

/** Whom the merchant's server vouches for. */
export interface VisitorIdentity {
  /** Whose secret signed it: another one's customers can have the same ids. */
  readonly deploymentId: string
  /** Unique among the people of one deployment. */
  readonly subject: string
  readonly name: string | null
  readonly email: string | null
  readonly customerId: string | null
}

type Needs = Pick<Services, 'platforms' | 'keys' | 'now'>

/** Seconds that a token may live, and that clocks may differ. */
const longestLife = 3600
const skew = 60

/**
 * Reads the token that a merchant's server signed with the identity secret of the deployment. Null without one, and for callers that come with
 * a credential of the company. Throws UNAUTHORIZED for one that is not valid, or missing where the deployment requires it.
 */
export async function identifyVisitor(
  { platforms, keys, now }: Needs,
  { companyId, deployment }: Pick<Admission, 'companyId' | 'deployment'>,
  token: string | null,
): Promise<VisitorIdentity | null> {
  if (!deployment) return null
  const platform = platforms.find(candidate => candidate.platform === deployment.platform)
  if (!platform?.page?.identity || (token === null && deployment.config.identity_required !== true)) return null
  const place = { companyId, recordId: deployment.deployment_id }
  const { secret, required } = platform.page.identity(
    platform.settings.parse(openSettings(keys, place, platform.settings, deployment.config)),
  )
  if (token === null) {
    if (required) throw new AppError('UNAUTHORIZED', 'This chat is for signed-in visitors: send X-Visitor-Identity.')
    return null
  }
  if (secret === null) throw refused('the deployment has no identity_secret')
  return { deploymentId: deployment.deployment_id, ...(await readToken(token, secret, now())) }
}

async function readToken(token: string, secret: string, now: number): Promise<Omit<VisitorIdentity, 'deploymentId'>> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    requiredClaims: ['sub', 'exp'],
    clockTolerance: skew,
    currentDate: new Date(now),
  }).catch(cause => {
    throw refused('it is not a valid token signed with identity_secret (HS256, with sub and exp)', cause)
  })
  const { sub = '', exp = 0, name, email, customer_id } = payload
  if (sub === '' || sub.length > 200) throw refused('its sub has to have 1 to 200 characters')
  if (exp > now / 1000 + longestLife + skew) throw refused('its exp has to be within an hour')
  return { subject: sub, name: short(name), email: short(email), customerId: short(customer_id) }
}

const short = (value: unknown) => (typeof value === 'string' && value !== '' && value.length <= 254 ? value : null)

const refused = (reason: string, cause?: unknown) =>
  new AppError('UNAUTHORIZED', `X-Visitor-Identity was refused: ${reason}.`, cause === undefined ? {} : { cause })

/** What opens a visitor's conversations. People of two deployments are never the same, as each has its own secret. */
export const keyOfVisitor = ({ deployment }: Pick<Admission, 'deployment'>, identity: VisitorIdentity | null, token: string | null) =>
  identity ? keyOfSubject(deployment?.deployment_id, identity.subject) : hashToken(token ?? '')

/** What opens the conversations of somebody whom the deployment's merchant vouches for. */
export const keyOfSubject = (deploymentId: string | undefined, subject: string) => hashToken(`identity\n${deploymentId}\n${subject}`)
