import type { Selectable } from 'kysely'
import type { Context } from '../context.ts'
import type { PageRequest } from '../db/page.ts'
import { type AuditFilter, listEntries } from './audit.store.ts'
import type { AuditTables } from './audit.tables.ts'

/** Who changed what in the company, newest first. */
export const listAuditLog = ({ db, principal }: Pick<Context, 'db' | 'principal'>, filter: AuditFilter, request: PageRequest) =>
  listEntries(db, principal.companyId, filter, request)

export const toAuditEntry = (row: Selectable<AuditTables['audit_entries']>) => ({
  entry_id: row.entry_id,
  action: row.action,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, key_id: row.key_id },
  target: row.target,
  changed: row.changed,
  address: row.address,
  request_id: row.request_id,
  created_at: row.created_at.toISOString(),
})
