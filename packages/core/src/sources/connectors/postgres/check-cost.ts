import type pg from 'pg'
import type { SourceValue } from '../connector.ts'
import { SourceError } from '../source-error.ts'

/** Asks the planner first. Throws SourceError for a query that costs more than it may, in the planner's units. */
export async function checkPostgresCost(client: pg.Client, text: string, values: readonly SourceValue[], maxCost: number) {
  const { rows } = await client.query<{ 'QUERY PLAN': unknown }>({
    text: `explain (format json) ${text}`,
    values: [...values],
    // The extended protocol, as for the query itself.
    queryMode: 'extended',
  } as pg.QueryConfig)
  const plan = rows[0]?.['QUERY PLAN'] as [{ Plan?: { 'Total Cost'?: number } }] | undefined
  const cost = plan?.[0]?.Plan?.['Total Cost'] ?? 0
  if (cost > maxCost)
    throw new SourceError(
      'refused',
      `The query would be too expensive (${Math.round(cost)} by the estimate of the database, ${maxCost} allowed). Narrow it down.`,
    )
}
