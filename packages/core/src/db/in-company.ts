import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Runs `work` in one transaction bound to a company: row-level security lets it see and write that company's rows only.
 * Commits when `work` returns, rolls back when it throws. The binding ends with the transaction.
 */
export function inCompany<T>(db: Db, companyId: string, work: (db: Db) => Promise<T>): Promise<T> {
  if (!/^[a-z]+_[a-z0-9]{1,60}$/.test(companyId)) throw new TypeError('not a company id')
  return db.connection().execute(async connection => {
    // One message to the server instead of two; the id was checked above, as a simple query takes no parameters.
    await sql.raw(`begin; set local app.company_id = '${companyId}'`).execute(connection)
    try {
      const result = await work(connection)
      await sql`commit`.execute(connection)
      return result
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {})
      throw error
    }
  })
}
