import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { AuditTables } from './audit.tables.ts'

type Row = Insertable<AuditTables['audit_entries']>

/** What is recorded of a change; `target` by the names that ids have in the path. */
export type AuditEntry = Omit<Row, 'entry_id' | 'target' | 'created_at'> & { readonly target?: Readonly<Record<string, string>> }

export const insertEntry = (db: Db, entryId: string, { target, ...entry }: AuditEntry) =>
  db
    .insertInto('audit_entries')
    .values({ ...entry, entry_id: entryId, target: JSON.stringify(target ?? {}) })
    .execute()

export interface AuditFilter {
  readonly action?: string | undefined
  readonly actor_id?: string | undefined
}

export async function listEntries(db: Db, companyId: string, { action, actor_id }: AuditFilter, request: PageRequest) {
  const all = db
    .selectFrom('audit_entries')
    .where('company_id', '=', companyId)
    .$if(action !== undefined, query => query.where('action', '=', action ?? ''))
    .$if(actor_id !== undefined, query => query.where('actor_id', '=', actor_id ?? ''))
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('entry_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('entry_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.entry_id)
}
