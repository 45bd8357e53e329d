import { type InstallationOffer, installationsApi } from '@craveva/contract/installations'
import type { Services } from '../context.ts'
import { open, seal } from '../crypto/seal.ts'
import type { Installation } from './installation.ts'

type Needs = Pick<Services, 'keys'>

/**
 * What is made of an installation can hold secrets, and belongs to no company yet: it is sealed for the installation. It is never sealed anew, as it
 * lasts an hour.
 */
const placeOf = ({ platform, installation }: Installation) => ({ companyId: 'installations', recordId: `${platform} ${installation}` })

export const sealOffer = ({ keys }: Needs, installation: Installation, offer: InstallationOffer) =>
  seal(keys, placeOf(installation), JSON.stringify(offer))

/** Null when the key that it was sealed with is gone. */
export function openOffer({ keys }: Needs, { offer, ...installation }: Installation & { offer: string }): InstallationOffer | null {
  try {
    return installationsApi.claimLink.body.parse(JSON.parse(open(keys, placeOf(installation), offer)))
  } catch {
    return null
  }
}
