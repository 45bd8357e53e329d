import type { Db } from '../db/database.ts'
import { inProcessHolder } from './in-process-holder.ts'
import { endLeasesLike } from './leases.store.ts'

/** For the server that owns its database alone: adapters within an earlier one are gone, and their deployments can be taken at once. */
export const forgetInProcessLeases = (pool: Db) => endLeasesLike(pool, inProcessHolder)
