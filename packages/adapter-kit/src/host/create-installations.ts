import type { Installation as Told } from '@craveva/contract/installations'
import type { Client } from '@craveva/sdk/client-types'
import { ApiError } from '@craveva/sdk/errors'
import { type Installation, type InstallationOffer, type Installations, TakenError } from '../front-door.ts'

/** Long enough to make an account. */
const call = { timeoutMs: 15_000, maxRetries: 1 }

/** Installations as the API keeps them. */
export const createInstallations = ({ installations }: Pick<Client, 'installations'>): Installations => ({
  find: async installation => toInstallation((await installations.find({ installation }, call)).installation),
  accept: async (installation, { email, ...offer }) =>
    toInstallation((await orTaken(installations.accept({ installation, email, ...toOffer(offer) }, call))).installation),
  claimLink: async (installation, offer) => orTaken(installations.claimLink({ installation, ...toOffer(offer) }, call)),
})

const toOffer = ({ name, agent, settings }: InstallationOffer) => ({
  name: name.slice(0, 200),
  agent: { ...agent },
  settings: { ...settings },
})

const orTaken = <T>(asked: Promise<T>) =>
  asked.catch(error => {
    throw error instanceof ApiError && error.status === 409 ? new TakenError(error.message, { cause: error }) : error
  })

const toInstallation = ({ deployment, console_url: consoleUrl }: Told): Installation => ({
  consoleUrl,
  deployment: deployment && {
    id: deployment.deployment_id,
    agentName: deployment.agent_name,
    companyName: deployment.company_name,
    status: deployment.status,
    statusMessage: deployment.status_message,
    facts: deployment.facts,
    snippet: deployment.snippet,
    documents: deployment.documents,
    awaitsOwner: deployment.awaits_owner,
  },
})
