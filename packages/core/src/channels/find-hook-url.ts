import type { Services } from '../context.ts'
import { findHookUrl as find } from './leases.store.ts'

/** Where the process that looks after a deployment takes what its platform sends; null when nobody does. */
export async function findHookUrl({ pool }: Pick<Services, 'pool'>, platform: string, deploymentId: string) {
  return (await find(pool, platform, deploymentId))?.hook_url ?? null
}
