import type { Api } from '@craveva/contract/api'
import type { ServiceContext } from '../context.ts'
import type { Handlers } from '../http/handlers.ts'
import { acceptInstallation } from './accept-installation.ts'
import { claimInstallation, makeClaimLink, readClaim } from './claim-installation.ts'
import { findInstallation } from './find-installation.ts'

export const installationHandlers: Handlers<Api['installations']> = {
  find: async (context, { params }) => ({ installation: await findInstallation(context, placeOf(context, params)) }),
  accept: async (context, { params, body }) => {
    await acceptInstallation(context, placeOf(context, params), body)
    return { installation: await findInstallation(context, placeOf(context, params)) }
  },
  claimLink: (context, { params, body }) => makeClaimLink(context, placeOf(context, params), body),
  readClaim: async (context, { body }) => ({ claim: await readClaim(context, body.token) }),
  claim: async (context, { body }) => {
    const { deployment_id, agent_id } = await claimInstallation(context, body.token)
    return { deployment: { deployment_id, agent_id } }
  },
}

/** An adapter speaks of installations on its own platform alone. */
const placeOf = ({ service }: Pick<ServiceContext, 'service'>, { installation }: { installation: string }) => ({
  platform: service.platform,
  installation,
})
