import type { AcceptInstallationInput } from '@craveva/contract/installations'
import { addressKey } from '../auth/address-key.ts'
import { awaitsOwner } from '../auth/awaits-owner.ts'
import { foundCompany } from '../auth/found-company.ts'
import { hashPassword } from '../auth/password.ts'
import type { ServiceContext, UserPrincipal } from '../context.ts'
import { randomToken } from '../crypto/keys.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { findInDirectory } from '../system/directory.ts'
import { findClaimed, type Installation } from './installation.ts'
import { makeDeployment } from './make-deployment.ts'

type Needs = Pick<ServiceContext, 'pool' | 'config' | 'keys' | 'now' | 'jobs' | 'models' | 'platforms' | 'publishedAgents'>

/** Somebody else was quicker: what was begun is undone. */
class Taken extends Error {}

/**
 * Founds a company for an installation, with an agent, a deployment and an owner at the address that the platform tells. Nobody can sign in before
 * they have chosen a password with a link that goes to that address. Once it belongs to a company this only sends the link again, as long as
 * nobody has used one. Throws CONFLICT for an address that has an account, whose owner is to claim the installation.
 */
export async function acceptInstallation(context: Needs, place: Installation, { name, email, ...offer }: AcceptInstallationInput) {
  const { pool, now, jobs } = context
  if (await findClaimed(pool, place)) return remind(context, place, email)
  const companyId = newId('cmp', now())
  const owner = { user_id: newId('user', now()), email, full_name: name, password_hash: await hashPassword(randomToken()) }
  const principal: UserPrincipal = {
    kind: 'user',
    companyId,
    userId: owner.user_id,
    role: 'owner',
    name,
    test: false,
    sessionId: '',
    needsTwoFactor: false,
  }
  try {
    await inCompany(pool, companyId, async db => {
      // The company first, as the rest hangs on it, but its owner last: of two at once the later one is to find the installation taken, not the address.
      const founding = await foundCompany(context, db, companyId, name)
      if (!(await makeDeployment({ ...context, db, principal }, place, offer))) throw new Taken()
      await founding.addOwner(owner)
      await jobs.add(db, 'mail.send', { kind: 'link', purpose: 'welcome', email })
    })
  } catch (error) {
    if (!(error instanceof Taken)) throw error
  }
  context.publishedAgents.forget(companyId)
}

async function remind({ pool, jobs }: Needs, place: Installation, email: string) {
  const [claimed, known] = [await findClaimed(pool, place), await findInDirectory(pool, 'email', addressKey(email))]
  if (!claimed || known?.company_id !== claimed.company_id) return
  const awaits = await inCompany(pool, claimed.company_id, db => awaitsOwner(db, claimed.company_id))
  if (awaits) await jobs.add(pool, 'mail.send', { kind: 'link', purpose: 'welcome', email })
}
