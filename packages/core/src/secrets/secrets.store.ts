import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { SealedColumn } from './sealed-columns.ts'

/** A row's column as text, with what names the row. */
export interface SealedRow {
  readonly key: string[]
  readonly text: string
}

/** Companies, as the directory knows them: each has at least its owner's address there. */
export async function listCompanies(db: Db) {
  const { rows } = await sql<{ company_id: string }>`select distinct company_id from directory order by company_id`.execute(db)
  return rows.map(row => row.company_id)
}

const keyOf = ({ key }: SealedColumn) => sql`array[${sql.join(key.map(name => sql`${sql.ref(name)}::text`))}]`
const holdsOther = ({ column }: SealedColumn, keyId: string) =>
  sql<boolean>`${sql.ref(column)}::text ~ ${`sealed:(?!${keyId}\\.)[0-9a-f]{8}\\.`}`

/** Rows of a company with something sealed under another key than this one, in the order of their names, which sort above `after`. */
export async function readSealed(db: Db, place: SealedColumn, companyId: string, keyId: string, after: readonly string[], limit: number) {
  const { rows } = await sql<SealedRow>`
    select ${keyOf(place)} as key, ${sql.ref(place.column)}::text as text from ${sql.table(place.table)}
    where company_id = ${companyId} and ${holdsOther(place, keyId)} and ${keyOf(place)} > ${[...after]}::text[]
    order by 1 limit ${limit}`.execute(db)
  return rows
}

export async function countSealed(db: Db, place: SealedColumn, companyId: string, keyId: string) {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(place.table)} where company_id = ${companyId} and ${holdsOther(place, keyId)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Writes a row's column, unless it was changed meanwhile; says whether. */
export async function replaceSealed(db: Db, place: SealedColumn, companyId: string, row: SealedRow, text: string) {
  const { table, column, type } = place
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${text}::${sql.raw(type)}
    where company_id = ${companyId} and ${keyOf(place)} = ${row.key}::text[] and ${sql.ref(column)}::text = ${row.text}`.execute(db)
  return numAffectedRows === 1n
}

/** Keys that something may be sealed with, by their ids. */
export const listSealingKeys = (db: Db) => db.selectFrom('sealing_keys').select(['key_id', 'since']).orderBy('since').execute()

export const addSealingKey = (db: Db, keyId: string) =>
  db
    .insertInto('sealing_keys')
    .values({ key_id: keyId })
    .onConflict(conflict => conflict.doNothing())
    .execute()

/** Forgets all keys but one. */
export const retireOtherKeys = (db: Db, keyId: string) => db.deleteFrom('sealing_keys').where('key_id', '!=', keyId).execute()
