import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ChannelTables } from '../channels.tables.ts'

type Table = ChannelTables['holding_orders']

/** `asked_at` exactly: what came later stays. */
export type HoldingOrder = Omit<Selectable<Table>, 'asked_at'> & { readonly asked_at: string }

export const insertOrder = (db: Db, row: Insertable<Table>) => db.insertInto('holding_orders').values(row).execute()

/** One that is neither done nor given up. */
export const findOpenOrder = (db: Db, companyId: string, orderId: string): Promise<HoldingOrder | undefined> =>
  db
    .selectFrom('holding_orders')
    .selectAll()
    .select(sql<string>`asked_at::text`.as('asked_at'))
    .where('company_id', '=', companyId)
    .where('order_id', '=', orderId)
    .where('failed_at', 'is', null)
    .executeTakeFirst()

/** True once for each: whoever deletes it tells of it. */
export async function deleteOrder(db: Db, companyId: string, orderId: string) {
  const { numDeletedRows } = await db
    .deleteFrom('holding_orders')
    .where('company_id', '=', companyId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Counts a failure; answers how many there were, 0 for an order that is not open. */
export async function countFailure(db: Db, companyId: string, orderId: string, problem: string) {
  const row = await db
    .updateTable('holding_orders')
    .set({ failures: sql`failures + 1`, problem })
    .where('company_id', '=', companyId)
    .where('order_id', '=', orderId)
    .where('failed_at', 'is', null)
    .returning('failures')
    .executeTakeFirst()
  return row?.failures ?? 0
}

export const giveOrderUp = (db: Db, companyId: string, orderId: string) =>
  db
    .updateTable('holding_orders')
    .set({ failed_at: sql`now()` })
    .where('company_id', '=', companyId)
    .where('order_id', '=', orderId)
    .execute()
