import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ToolTables } from './tools.tables.ts'

type Row = ToolTables['http_tools']

export const insertTool = (db: Db, row: Insertable<Row>) =>
  db
    .insertInto('http_tools')
    .values(row)
    .onConflict(conflict => conflict.columns(['company_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()

export const findTool = (db: Db, companyId: string, toolId: string) =>
  db.selectFrom('http_tools').selectAll().where('company_id', '=', companyId).where('tool_id', '=', toolId).executeTakeFirst()

export const listTools = (db: Db, companyId: string) =>
  db.selectFrom('http_tools').selectAll().where('company_id', '=', companyId).orderBy('name').execute()

export const toolsNamed = (db: Db, companyId: string, names: readonly string[]) =>
  db
    .selectFrom('http_tools')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('name', 'in', [...names])
    .execute()

export const updateTool = (db: Db, companyId: string, toolId: string, changes: Updateable<Row>) =>
  db
    .updateTable('http_tools')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('tool_id', '=', toolId)
    .returningAll()
    .executeTakeFirst()

export const deleteTool = (db: Db, companyId: string, toolId: string) =>
  db.deleteFrom('http_tools').where('company_id', '=', companyId).where('tool_id', '=', toolId).execute()
