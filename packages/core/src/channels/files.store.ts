import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ChannelTables } from './channels.tables.ts'

/** An event whose files are still awaited. */
export const findEventWithFiles = (db: Db, companyId: string, deploymentId: string, eventId: string) =>
  db
    .selectFrom('inbox_events')
    .innerJoin('deployments', join =>
      join
        .onRef('deployments.company_id', '=', 'inbox_events.company_id')
        .onRef('deployments.deployment_id', '=', 'inbox_events.deployment_id'),
    )
    .select(['inbox_events.body', 'inbox_events.address_id', 'deployments.agent_id'])
    .where('inbox_events.company_id', '=', companyId)
    .where('inbox_events.deployment_id', '=', deploymentId)
    .where('inbox_events.event_id', '=', eventId)
    .where('inbox_events.state', '=', 'files')
    .forUpdate('inbox_events')
    .executeTakeFirst()

/** False when it is there already. */
export async function insertFile(db: Db, row: Insertable<ChannelTables['inbox_files']>) {
  const added = await db
    .insertInto('inbox_files')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .returning('file_id')
    .executeTakeFirst()
  return added !== undefined
}

export async function countFiles(db: Db, companyId: string, deploymentId: string, eventId: string) {
  const { count } = await db
    .selectFrom('inbox_files')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  return count
}

export const readyEvent = (db: Db, companyId: string, deploymentId: string, eventId: string) =>
  db
    .updateTable('inbox_events')
    .set({ state: 'waiting' })
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('event_id', '=', eventId)
    .execute()
