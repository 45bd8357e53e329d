import type { Db } from '../db/database.ts'
import type { SystemTables } from './system.tables.ts'

type Entry = SystemTables['directory']

/** Where to find something that is looked up without knowing its company. */
export const findInDirectory = (db: Db, kind: Entry['kind'], key: string) =>
  db.selectFrom('directory').select(['company_id', 'id']).where('kind', '=', kind).where('key', '=', key).executeTakeFirst()

/** All entries of a kind, of every company. */
export const listInDirectory = (db: Db, kind: Entry['kind']) =>
  db.selectFrom('directory').select(['company_id', 'id']).where('kind', '=', kind).execute()

/** Removes entries of a kind whose keys sort below `floor`, some thousands at a time, and gives them. */
export const takeOldFromDirectory = (db: Db, kind: Entry['kind'], floor: string) =>
  db
    .deleteFrom('directory')
    .where('kind', '=', kind)
    .where('key', 'in', query => query.selectFrom('directory').select('key').where('kind', '=', kind).where('key', '<', floor).limit(5000))
    .returning(['company_id', 'id'])
    .execute()

/** False when the key is taken. */
export async function addToDirectory(db: Db, entry: Entry) {
  const added = await db
    .insertInto('directory')
    .values(entry)
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return added !== undefined
}

export const removeFromDirectory = (db: Db, kind: Entry['kind'], key: string) =>
  db.deleteFrom('directory').where('kind', '=', kind).where('key', '=', key).execute()
