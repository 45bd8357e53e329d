import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { WebhookTables } from './webhooks.tables.ts'

type Row = WebhookTables['webhooks']

export const insertWebhook = (db: Db, row: Insertable<Row>) =>
  db.insertInto('webhooks').values(row).returningAll().executeTakeFirstOrThrow()

export const findWebhook = (db: Db, companyId: string, webhookId: string) =>
  db.selectFrom('webhooks').selectAll().where('company_id', '=', companyId).where('webhook_id', '=', webhookId).executeTakeFirst()

/** The same, held until the transaction ends; new deliveries may refer to it meanwhile. */
export const lockWebhook = (db: Db, companyId: string, webhookId: string) =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhookId)
    .forNoKeyUpdate()
    .executeTakeFirst()

export const countWebhooks = async (db: Db, companyId: string) =>
  (await db.selectFrom('webhooks').select(countAll).where('company_id', '=', companyId).executeTakeFirstOrThrow()).total

export async function listWebhooks(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('webhooks').where('company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('webhook_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('webhook_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.webhook_id)
}

export const updateWebhook = (db: Db, companyId: string, webhookId: string, changes: Updateable<Row>) =>
  db
    .updateTable('webhooks')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhookId)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function deleteWebhook(db: Db, companyId: string, webhookId: string) {
  await db.deleteFrom('webhooks').where('company_id', '=', companyId).where('webhook_id', '=', webhookId).execute()
  await db.deleteFrom('webhook_queue').where('company_id', '=', companyId).where('webhook_id', '=', webhookId).execute()
  await db.deleteFrom('slow_webhooks').where('company_id', '=', companyId).where('webhook_id', '=', webhookId).execute()
}

/** Puts the present secret in second place until then, and a new one in its own. */
export const replaceSecret = (db: Db, companyId: string, webhookId: string, secret: string, until: Date) =>
  db
    .updateTable('webhooks')
    .set(eb => ({
      secret,
      previous_secret: eb.ref('secret'),
      previous_until: until,
      updated_at: sql<Date>`now()`,
    }))
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhookId)
    .returningAll()
    .executeTakeFirst()
