import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ChannelTables } from './channels.tables.ts'

/** Keeps a key; one of the same platform and name ends with that. */
export const putServiceKey = (db: Db, row: Pick<ChannelTables['service_keys'], 'key_id' | 'platform' | 'name' | 'key_hash'>) =>
  db
    .insertInto('service_keys')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['platform', 'name']).doUpdateSet({ key_id: row.key_id, key_hash: row.key_hash, created_at: sql`now()` }),
    )
    .execute()

export const deleteKeysNamed = (db: Db, name: string) => db.deleteFrom('service_keys').where('name', '=', name).execute()

/** Ends keys named by a prefix and a server that has given no sign of life for a day. */
export const deleteKeysOfGoneServers = (db: Db, prefix: string) =>
  sql`
    delete from service_keys where starts_with(name, ${prefix}) and not exists (
      select from servers where server_id = substr(name, length(${prefix}) + 1) and seen_at > now() - interval '1 day')`.execute(db)

/** Whose key it is and, where it holds the lease of this deployment, the company of that. */
export const findServiceCaller = (db: Db, keyHash: Buffer, deploymentId: string, leaseHash: Buffer) =>
  db
    .selectFrom('service_keys')
    .leftJoin('deployment_leases', join =>
      join
        .onRef('deployment_leases.platform', '=', 'service_keys.platform')
        .on('deployment_leases.deployment_id', '=', deploymentId)
        .on('deployment_leases.lease_hash', '=', leaseHash)
        .on('deployment_leases.expires_at', '>', sql<Date>`now()`),
    )
    .select(['service_keys.key_id', 'service_keys.platform', 'deployment_leases.company_id'])
    .where('service_keys.key_hash', '=', keyHash)
    .executeTakeFirst()
