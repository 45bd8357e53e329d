import { z } from 'zod'
import { agentTypes } from './agents.ts'
import { emailAddress } from './auth.ts'
import { id, time } from './common.ts'
import { deploymentStatus } from './deployments.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

/** What is made of an installation, whoever it comes to belong to. */
const offer = {
  name: z.string().trim().min(1).max(200).meta({ description: 'What the merchant is called on the platform' }),
  agent: z.strictObject({
    name: z.string().trim().min(1).max(120),
    type: z.enum(agentTypes),
    greeting: z.string().max(500).optional(),
  }),
  settings: z.record(z.string(), z.unknown()).default({}).meta({ description: 'Of the deployment, as the platform’s schema says' }),
}
const acceptBody = z.strictObject({ ...offer, email: emailAddress.meta({ description: 'As the platform itself tells it, of the owner' }) })
export type AcceptInstallationInput = z.output<typeof acceptBody>

const claimLinkBody = z.strictObject(offer)
export type InstallationOffer = z.output<typeof claimLinkBody>

const deployed = z.object({
  deployment_id: id('dep'),
  agent_id: id('agent'),
  agent_name: z.string(),
  company_name: z.string(),
  status: deploymentStatus,
  status_message: z.string().nullable(),
  facts: z.record(z.string(), z.string()).meta({ description: 'What the platform told last, such as the account’s name' }),
  snippet: z.string().nullable(),
  documents: z.object({
    complete: z.boolean().meta({ description: 'Whether everything of the platform was read once' }),
    count: z.int().min(0),
  }),
  awaits_owner: z.boolean().meta({ description: 'Whether nobody of the company has proved an address or signed in yet' }),
})

const installation = z.object({
  state: z.enum(['unclaimed', 'claimed']),
  deployment: deployed.nullable(),
  console_url: z.string().meta({ description: 'Where people of the company manage it' }),
})
export type Installation = z.output<typeof installation>

const token = z.string().min(1).max(200).meta({ description: 'From the claim link; works once, within an hour' })

export const installationsApi = {
  find: endpoint(operations.installations.find, { answer: z.object({ installation }) }),
  accept: endpoint(operations.installations.accept, { body: acceptBody, answer: z.object({ installation }), errors: ['CONFLICT'] }),
  claimLink: endpoint(operations.installations.claimLink, {
    body: claimLinkBody,
    answer: z.object({ url: z.string().meta({ description: 'To be opened by whoever has the account' }), expires_at: time }),
    errors: ['CONFLICT'],
  }),
  readClaim: endpoint(operations.installations.readClaim, {
    body: z.strictObject({ token }),
    answer: z.object({
      claim: z.object({
        platform: z.string().meta({ description: 'As people write it' }),
        installation: z.string().meta({ description: 'By which the platform knows it' }),
        name: z.string(),
        company_name: z.string().meta({ description: 'The company that would have it: one’s own' }),
        expires_at: time,
      }),
    }),
  }),
  claim: endpoint(operations.installations.claim, {
    body: z.strictObject({ token }),
    answer: z.object({ deployment: z.object({ deployment_id: id('dep'), agent_id: id('agent') }) }),
  }),
}
