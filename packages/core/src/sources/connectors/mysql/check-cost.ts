import type { Connection, RowDataPacket } from 'mysql2'
import type { SourceValue } from '../connector.ts'
import { SourceError } from '../source-error.ts'

/** Asks the optimizer first. Throws SourceError for a query that would look at more rows than it may. */
export async function checkMysqlCost(connection: Connection, text: string, values: readonly SourceValue[], maxCost: number) {
  const plan = await explain(connection, text, values)
  // Tables of one SELECT are joined, so their rows multiply; those of several add up.
  const perSelect = new Map<unknown, number>()
  for (const { id, rows } of plan) perSelect.set(id, (perSelect.get(id) ?? 1) * Math.max(1, Number(rows ?? 1)))
  const cost = [...perSelect.values()].reduce((sum, rows) => sum + rows, 0)
  if (cost > maxCost)
    throw new SourceError(
      'refused',
      `The query would be too expensive (${Math.round(cost)} rows looked at by the estimate of the database, ${maxCost} allowed). Narrow it down.`,
    )
}

const explain = (connection: Connection, text: string, values: readonly SourceValue[]) =>
  new Promise<RowDataPacket[]>((resolve, reject) => {
    connection.execute<RowDataPacket[]>(`explain ${text}`, [...values], (error, rows) => (error ? reject(error) : resolve(rows)))
  })
