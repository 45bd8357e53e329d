import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { SourceTables } from '../sources.tables.ts'

type Row = Insertable<SourceTables['source_reads']>

/** Keeps what was read for an execution; nothing for one that is not recorded, as a preview. */
export async function insertRead(db: Db, row: Row) {
  await sql`
    insert into source_reads (company_id, read_id, execution_id, connection_id, location, question, rows, read_at)
    select ${row.company_id}, ${row.read_id}, ${row.execution_id}, ${row.connection_id}, ${row.location}, ${row.question}::jsonb,
      ${row.rows}::jsonb, ${row.read_at}
    where exists (select from executions where company_id = ${row.company_id} and execution_id = ${row.execution_id})`.execute(db)
}

export const listReads = (db: Db, companyId: string, executionId: string) =>
  db
    .selectFrom('source_reads')
    .leftJoin('data_sources', join =>
      join
        .onRef('data_sources.company_id', '=', 'source_reads.company_id')
        .onRef('data_sources.connection_id', '=', 'source_reads.connection_id'),
    )
    .selectAll('source_reads')
    .select('data_sources.source_name')
    .where('source_reads.company_id', '=', companyId)
    .where('source_reads.execution_id', '=', executionId)
    .orderBy('source_reads.read_id')
    .execute()
