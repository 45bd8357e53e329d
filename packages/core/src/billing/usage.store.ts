import type { UsageOperation } from '@craveva/contract/billing'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'

export interface Span {
  readonly from: Date
  /** Not included. */
  readonly until: Date
}

/** What was used in one group. */
export interface UsageSum {
  readonly group: string | null
  readonly operation: UsageOperation
  readonly requests: number
  readonly tokens: number
  /** Micro-credits. */
  readonly credits: number
}

const groups = {
  agent: sql`agent_id`,
  channel: sql`channel`,
  outlet: sql`outlet_id`,
  day: startOf('day'),
  week: startOf('week'),
  month: startOf('month'),
} satisfies Record<string, RawBuilder<unknown>>

export type UsageGroup = keyof typeof groups

/** Sums by group and operation; groups of time are named by their start in UTC, oldest first. */
export async function sumUsage(db: Db, companyId: string, { from, until }: Span, by: UsageGroup): Promise<UsageSum[]> {
  const { rows } = await sql<UsageSum>`
    select ${groups[by]} as group, operation, count(*) as requests, sum(input_tokens + output_tokens)::bigint as tokens,
      sum(credits)::bigint as credits
    from usage_records where company_id = ${companyId} and created_at >= ${from} and created_at < ${until}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** What was used in one period of one kind. */
export interface UsageDay {
  readonly start: string
  readonly operation: string
  readonly agent_id: string | null
  readonly channel: string
  readonly outlet_id: string | null
  readonly model: string | null
  readonly requests: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly queries: number
  /** Micro-credits. */
  readonly credits: number
}

/** Sums by period and everything else usage is counted by, oldest first; at most `limit`. */
export async function sumUsageInDetail(db: Db, companyId: string, { from, until }: Span, by: 'day' | 'week' | 'month', limit: number) {
  const { rows } = await sql<UsageDay>`
    select ${groups[by]} as start, operation, agent_id, channel, outlet_id, model, count(*) as requests,
      sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens, sum(queries)::bigint as queries,
      sum(credits)::bigint as credits
    from usage_records where company_id = ${companyId} and created_at >= ${from} and created_at < ${until}
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6 limit ${limit}`.execute(db)
  return rows
}

function startOf(period: 'day' | 'week' | 'month') {
  return sql`to_char(date_trunc(${sql.lit(period)}, created_at at time zone 'UTC'), 'YYYY-MM-DD"T"00:00:00"Z"')`
}
