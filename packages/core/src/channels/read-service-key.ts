import type { Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { AppError } from '../errors.ts'
import { findServiceCaller } from './service-keys.store.ts'

/** What an adapter shows: its key, and the lease of the deployment it speaks of. */
export interface ServiceProof {
  readonly token: string | null
  readonly deploymentId: string
  readonly lease: string
}

/** Which adapter is calling, and the company of the deployment whose lease it holds; null when it holds none. Throws UNAUTHORIZED. */
export async function readServiceKey({ pool }: Pick<Services, 'pool'>, { token, deploymentId, lease }: ServiceProof) {
  const found = token?.startsWith('svc_') ? await findServiceCaller(pool, hashToken(token), deploymentId, hashToken(lease)) : undefined
  if (!found)
    throw new AppError('UNAUTHORIZED', 'Send the key of an adapter; the operator makes one with: npm start -- service-key <platform>')
  return { service: { keyId: found.key_id, platform: found.platform }, companyId: found.company_id }
}
