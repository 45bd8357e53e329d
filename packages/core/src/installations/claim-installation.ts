import type { InstallationOffer } from '@craveva/contract/installations'
import { nameOfCompany } from '../companies/name-of-company.ts'
import type { Context, ServiceContext } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import { AppError } from '../errors.ts'
import { consoleLink } from '../mail/console-link.ts'
import { findClaim, putClaim, takeClaim } from './claims.store.ts'
import { findClaimed, type Installation } from './installation.ts'
import { makeDeployment } from './make-deployment.ts'
import { openOffer, sealOffer } from './offer.ts'

const lifetimeMs = 60 * 60_000

/** Makes the link with which an installation is claimed; it works once, and ends the one before. Throws CONFLICT once it belongs to somebody. */
export async function makeClaimLink(
  context: Pick<ServiceContext, 'pool' | 'config' | 'keys' | 'now'>,
  place: Installation,
  offer: InstallationOffer,
) {
  const { pool, config, now } = context
  if (await findClaimed(pool, place)) throw taken()
  const token = randomToken()
  const expires_at = new Date(now() + lifetimeMs)
  await putClaim(pool, { ...place, token_hash: hashToken(token), offer: sealOffer(context, place, offer), expires_at }, new Date(now()))
  return { url: consoleLink(config, 'claim-shop', token), expires_at: expires_at.toISOString() }
}

type Needs = Pick<Context, 'db' | 'principal' | 'platforms' | 'keys' | 'now' | 'models'>

/** What a link is for, so that nobody connects what they do not know. Throws NOT_FOUND for one that is not good. */
export async function readClaim(context: Needs, token: string) {
  const { db, principal, platforms, now } = context
  const row = await findClaim(db, hashToken(token), new Date(now()))
  const offer = row && openOffer(context, row)
  if (!offer) throw notGood()
  return {
    platform: platforms.find(({ platform }) => platform === row.platform)?.title ?? row.platform,
    installation: row.installation,
    name: offer.name,
    company_name: await nameOfCompany(db, principal.companyId),
    expires_at: row.expires_at.toISOString(),
  }
}

/** Gives an installation to the company of whoever shows its link. Throws NOT_FOUND for a link that is not good, CONFLICT when it belongs to somebody. */
export async function claimInstallation(context: Needs, token: string) {
  const row = await takeClaim(context.db, hashToken(token), new Date(context.now()))
  const offer = row && openOffer(context, row)
  if (!offer) throw notGood()
  const deployment = await makeDeployment(context, row, offer)
  if (!deployment) throw taken()
  return deployment
}

const notGood = () =>
  new AppError(
    'NOT_FOUND',
    'This link is not good any more: it was used, replaced by a newer one, or is older than an hour. Make a new one.',
  )

const taken = () => new AppError('CONFLICT', 'This is connected to a company already.')
