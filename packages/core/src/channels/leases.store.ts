import { leaseSeconds } from '@craveva/contract/adapters'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** A process of an adapter. */
export interface Holder {
  readonly platform: string
  readonly holder: string
  readonly hookUrl: string | null
  /** Whether it takes deployments that are paused, too. */
  readonly paused: boolean
}

interface Lease {
  readonly deployment_id: string
  readonly revision: number
  readonly paused: boolean
}

const renewed = sql`now() + make_interval(secs => ${leaseSeconds})`

/** Which deployments a holder may have. */
const isFor = ({ platform, paused }: Pick<Holder, 'platform' | 'paused'>) => sql`platform = ${platform} and (wanted or ${paused})`

const told = sql`deployment_id, revision, not wanted as paused`

/** Renews those leases of a holder that nobody took over and that it may still have. */
export async function renewLeases(db: Db, mine: Holder, held: readonly string[]): Promise<Lease[]> {
  const { rows } = await sql<Lease>`
    update deployment_leases set expires_at = ${renewed}, hook_url = ${mine.hookUrl}
    where ${isFor(mine)} and holder = ${mine.holder} and lease_hash is not null and deployment_id = any(${[...held]})
    returning ${told}`.execute(db)
  return rows
}

/** Those of these deployments that a holder may have, whoever has them now. */
export async function findWanted(db: Db, mine: Pick<Holder, 'platform' | 'paused'>, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ deployment_id: string }>`
    select deployment_id from deployment_leases where ${isFor(mine)} and deployment_id = any(${[...ids]})`.execute(db)
  return rows.map(({ deployment_id }) => deployment_id)
}

/** Takes deployments that nobody looks after. They are not to be used before `setLeases`. */
export async function takeLeases(db: Db, mine: Holder, held: readonly string[], most: number): Promise<Lease[]> {
  const { holder, hookUrl } = mine
  const { rows } = await sql<Lease>`
    update deployment_leases set holder = ${holder}, lease_hash = null, hook_url = ${hookUrl}, expires_at = ${renewed}
    where deployment_id in (
      select deployment_id from deployment_leases
      where ${isFor(mine)} and (expires_at < now() or (holder = ${holder} and deployment_id <> all(${[...held]})))
      order by deployment_id limit ${most} for update skip locked)
    returning ${told}`.execute(db)
  return rows
}

/** Says by what the holder will be known. */
export const setLeases = (db: Db, { holder }: Holder, ids: readonly string[], hashes: readonly Buffer[]) =>
  sql`
    update deployment_leases set lease_hash = given.hash
    from unnest(${[...ids]}::text[], ${[...hashes]}::bytea[]) as given (id, hash)
    where deployment_id = given.id and holder = ${holder}`.execute(db)

/** Gives a lease back, so that another process can take it at once. */
export const endLease = (db: Db, deploymentId: string) =>
  db
    .updateTable('deployment_leases')
    .set({ holder: null, lease_hash: null, hook_url: null, expires_at: sql`'-infinity'` })
    .where('deployment_id', '=', deploymentId)
    .execute()

export const findRevision = (db: Db, deploymentId: string) =>
  db.selectFrom('deployment_leases').select('revision').where('deployment_id', '=', deploymentId).executeTakeFirst()

/** Where the process that looks after a deployment takes what its platform sends. */
export const findHookUrl = (db: Db, platform: string, deploymentId: string) =>
  db
    .selectFrom('deployment_leases')
    .select('hook_url')
    .where('deployment_id', '=', deploymentId)
    .where('platform', '=', platform)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()

/** Ends the leases of processes that ended with their server, whose database nobody else has. */
export const endLeasesLike = (db: Db, prefix: string) =>
  db
    .updateTable('deployment_leases')
    .set({ holder: null, lease_hash: null, hook_url: null, expires_at: sql`'-infinity'` })
    .where('holder', 'like', `${prefix}%`)
    .execute()
