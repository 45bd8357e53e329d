import type pg from 'pg'
import { SourceError } from '../source-error.ts'

/**
 * Opens a READ ONLY transaction with limits. Its first query is harmless, as after one nothing can make the transaction write. It also sees
 * to it that the login is none that could do harm in spite of it: superusers run programs and read files of the server even then.
 */
export async function beginReading(client: pg.Client, maxMs: number) {
  await client.query('begin transaction isolation level repeatable read, read only')
  const { rows } = await client.query<{ powerful: boolean }>(firstQuery, [String(maxMs)])
  if (rows[0]?.powerful !== false)
    throw new SourceError(
      'failed',
      'This login may do everything on the server, run programs and read files included. Connect with one that can only SELECT what agents may see.',
    )
}

/** Strings are read as our parser reads them, whatever the server is set to. */
const firstQuery = `
  select exists (
      select from pg_catalog.pg_roles
      where (rolsuper or rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
      and pg_catalog.pg_has_role(current_user, oid, 'member')
    ) as powerful,
    pg_catalog.set_config('statement_timeout', $1, true),
    pg_catalog.set_config('lock_timeout', '2000', true),
    pg_catalog.set_config('idle_in_transaction_session_timeout', '30000', true),
    pg_catalog.set_config('standard_conforming_strings', 'on', true),
    pg_catalog.set_config('datestyle', 'ISO, YMD', true),
    pg_catalog.set_config('intervalstyle', 'iso_8601', true)`
