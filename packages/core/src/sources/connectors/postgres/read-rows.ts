import type pg from 'pg'
import Cursor from 'pg-cursor'
import { collectRows, type RowCollector } from '../collect-rows.ts'
import type { SourceAnswer, SourceLimits, SourceValue } from '../connector.ts'
import { postgresValues } from './read-values.ts'

const batch = 100

/**
 * The rows of one statement, through a cursor that stops at the limits. It uses the extended protocol, in which the server itself refuses
 * more than one statement.
 */
export async function readRows(
  client: pg.Client,
  text: string,
  limits: Pick<SourceLimits, 'maxRows' | 'maxBytes'>,
  values: readonly SourceValue[] = [],
): Promise<SourceAnswer> {
  const cursor = client.query(new Cursor<unknown[]>(text, [...values], { rowMode: 'array', types: postgresValues }))
  let collected: RowCollector | null = null
  for (;;) {
    const { rows, names } = await readBatch(cursor, Math.min(batch, limits.maxRows + 1))
    collected ??= collectRows(names, limits)
    const wanted = rows.every(row => collected?.add(row))
    if (!wanted || rows.length === 0) break
  }
  await cursor.close()
  return collected.answer()
}

const readBatch = (cursor: Cursor<unknown[]>, count: number) =>
  new Promise<{ rows: unknown[][]; names: string[] }>((resolve, reject) => {
    cursor.read(count, (error, rows, result) => {
      if (error) reject(error)
      else resolve({ rows, names: (result?.fields ?? []).map(({ name }) => name) })
    })
  })
