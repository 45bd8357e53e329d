import { operation, user } from './operation.ts'

const service = { kind: 'service', lease: false } as const

/** Apps that merchants install at a platform, before they have an account here or without one. */
export const installationsOperations = {
  find: operation('GET', '/adapter/installations/:installation', 'Find what an installation on a platform belongs to', service),
  accept: operation(
    'POST',
    '/adapter/installations/:installation/accept',
    'Make a company, an agent and a deployment for an installation',
    service,
  ),
  claimLink: operation(
    'POST',
    '/adapter/installations/:installation/claim-link',
    'Make the link with which somebody who has an account claims an installation',
    service,
  ),
  readClaim: operation('POST', '/deployments/claims/read', 'See which installation a claim link is for', user('admin', null)),
  claim: operation('POST', '/deployments/claims', 'Claim an installation, which makes an agent and a deployment', user('admin', null)),
} as const
