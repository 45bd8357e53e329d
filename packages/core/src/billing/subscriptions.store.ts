import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { BillingTables } from './billing.tables.ts'

type Row = BillingTables['subscriptions']
type TaskKind = BillingTables['billing_tasks']['kind']

/** The time of the transaction. */
export async function databaseTime(db: Db) {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
  return rows[0]?.now ?? new Date()
}

export const insertSubscription = (db: Db, row: Insertable<Row>) => db.insertInto('subscriptions').values(row).execute()

export const findSubscription = (db: Db, companyId: string) =>
  db.selectFrom('subscriptions').selectAll().where('company_id', '=', companyId).executeTakeFirst()

/** The same, held until the transaction ends. */
export const lockSubscription = (db: Db, companyId: string) =>
  db.selectFrom('subscriptions').selectAll().where('company_id', '=', companyId).forUpdate().executeTakeFirst()

export const updateSubscription = (db: Db, companyId: string, changes: Updateable<Row>) =>
  db.updateTable('subscriptions').set(changes).where('company_id', '=', companyId).returningAll().executeTakeFirstOrThrow()

/** Sets when something is to be done; again, when it is known. */
export const setTask = (db: Db, task: Insertable<BillingTables['billing_tasks']>) =>
  db
    .insertInto('billing_tasks')
    .values(task)
    .onConflict(conflict => conflict.columns(['kind', 'id']).doUpdateSet({ due_at: task.due_at }))
    .execute()

export const removeTask = (db: Db, kind: TaskKind, id: string) =>
  db.deleteFrom('billing_tasks').where('kind', '=', kind).where('id', '=', id).execute()

export interface BillingTask {
  readonly kind: TaskKind
  readonly id: string
  readonly company_id: string
}

/** Sets a task that is not set yet. */
export const addTask = (db: Db, task: Insertable<BillingTables['billing_tasks']>) =>
  db
    .insertInto('billing_tasks')
    .values(task)
    .onConflict(conflict => conflict.doNothing())
    .execute()

/** Takes tasks that are due; another server takes others. They fall due again after ten minutes unless somebody sets or removes them. */
export async function claimTasks(db: Db, limit: number): Promise<BillingTask[]> {
  const { rows } = await sql<BillingTask>`
    update billing_tasks set due_at = now() + interval '10 minutes'
    where (kind, id) in (select kind, id from billing_tasks where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning kind, id, company_id`.execute(db)
  return rows
}

/** Companies that were founded before there was billing. */
export async function companiesWithoutAccount(db: Db) {
  const { rows } = await sql<{ company_id: string }>`
    select distinct company_id from directory
    where not exists (select from billing_tasks where kind = 'period' and billing_tasks.id = directory.company_id)`.execute(db)
  return rows.map(({ company_id }) => company_id)
}
