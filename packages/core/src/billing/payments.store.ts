import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { BillingTables } from './billing.tables.ts'

export const insertPayment = (db: Db, row: Insertable<BillingTables['payments']>) =>
  db.insertInto('payments').values(row).returningAll().executeTakeFirstOrThrow()

export const findPaymentByKey = (db: Db, companyId: string, key: string) =>
  db.selectFrom('payments').selectAll().where('company_id', '=', companyId).where('idempotency_key', '=', key).executeTakeFirst()

export const findPayment = (db: Db, companyId: string, paymentId: string) =>
  db.selectFrom('payments').selectAll().where('company_id', '=', companyId).where('payment_id', '=', paymentId).executeTakeFirst()

/** The same, held until the transaction ends. */
export const lockPayment = (db: Db, companyId: string, paymentId: string) =>
  db
    .selectFrom('payments')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('payment_id', '=', paymentId)
    .forUpdate()
    .executeTakeFirst()

export const updatePayment = (db: Db, companyId: string, paymentId: string, changes: Updateable<BillingTables['payments']>) =>
  db
    .updateTable('payments')
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where('company_id', '=', companyId)
    .where('payment_id', '=', paymentId)
    .returningAll()
    .executeTakeFirstOrThrow()

export const insertInvoice = (db: Db, row: Insertable<BillingTables['invoices']>) =>
  db.insertInto('invoices').values(row).returningAll().executeTakeFirstOrThrow()

export const countInvoices = async (db: Db, companyId: string) =>
  (await db.selectFrom('invoices').select(countAll).where('company_id', '=', companyId).executeTakeFirstOrThrow()).total

export const updateInvoiceStatus = (db: Db, companyId: string, invoiceId: string, status: BillingTables['invoices']['status']) =>
  db.updateTable('invoices').set({ status }).where('company_id', '=', companyId).where('invoice_id', '=', invoiceId).execute()

export const findInvoice = (db: Db, companyId: string, invoiceId: string) =>
  db.selectFrom('invoices').selectAll().where('company_id', '=', companyId).where('invoice_id', '=', invoiceId).executeTakeFirst()

export async function listInvoices(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('invoices').where('company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('invoice_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('invoice_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.invoice_id)
}
