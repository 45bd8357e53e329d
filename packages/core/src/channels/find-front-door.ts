import type { Services } from '../context.ts'
import { findFrontDoor as find } from './front-doors.store.ts'

/** Where a process of an adapter takes what its platform sends for no deployment; null when there is none but the one at `except`. */
export async function findFrontDoor({ pool }: Pick<Services, 'pool'>, platform: string, except: string | null) {
  return (await find(pool, platform, except))?.hook_url ?? null
}
