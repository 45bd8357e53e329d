import { z } from 'zod'
import { time } from './common.ts'

/** What of a data source may be read, by whom and how much of it. */

const tableName = z.string().min(1).max(200)

/** Where a value comes from that nobody can choose: the verified identity of the visitor, or the outlet that a call names. */
export const boundTo = z.enum(['visitor.sub', 'visitor.customer_id', 'visitor.email', 'outlet.id'])
export type BoundTo = z.infer<typeof boundTo>

const fields = {
  tables: z.array(tableName).max(500).nullable().meta({ description: 'The tables that may be read; null: all that the login may read' }),
  hidden_columns: z
    .array(z.string().regex(/^([^.\s]+\.)?[^.\s]+\.[^.\s]+$/, 'Write table.column, or *.column for all tables'))
    .max(500)
    .meta({ description: 'Columns that are never read, as `customers.password` or `*.email`' }),
  row_filters: z
    .array(z.strictObject({ table: tableName, column: z.string().min(1).max(200), equals: boundTo }))
    .max(100)
    .meta({ description: 'Rows of a table that a visitor, or an agent that speaks for an outlet, gets to see' }),
  visitor_deployments: z
    .array(z.string().min(1).max(100))
    .max(100)
    .nullable()
    .meta({ description: 'Deployments whose visitors are known by their ids here, to others nobody is signed in; null: all of the agent' }),
  public_tables: z.array(tableName).max(500).meta({ description: 'Tables that anybody may ask about' }),
  free_sql: z.boolean().meta({ description: 'Whether agents may write queries of their own, as far as it is safe' }),
  writable_acknowledged: z.boolean().meta({ description: 'Lets agents write queries although the login could change data' }),
  max_cost: z
    .number()
    .positive()
    .nullable()
    .meta({ description: 'What a query may cost by the estimate of the database: planner units (PostgreSQL), rows looked at (MySQL)' }),
  max_concurrent: z.int().min(1).max(50).meta({ description: 'Queries at the same time, of each server' }),
  daily_queries: z.int().min(1).nullable().meta({ description: 'Queries a day (UTC); null: no limit' }),
  cache_seconds: z.int().min(0).max(300).meta({ description: 'How long the answer to the same question may be given again' }),
  sync_minutes: z.int().min(5).max(43_200).nullable().meta({ description: 'How often a copy is read again; null: only when asked' }),
}

export const sourceAccess = z.object(fields)
export type SourceAccess = z.infer<typeof sourceAccess>

/** The same to set: absent means unchanged, null means the default. */
export const sourceAccessInput = z.strictObject(
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, (field as z.ZodType).nullable().optional()])) as {
    [Name in keyof typeof fields]: z.ZodOptional<z.ZodNullable<(typeof fields)[Name]>>
  },
)
export type SourceAccessInput = z.infer<typeof sourceAccessInput>

/** Whether agents may write queries of their own, and if not, why. */
export const freeSql = z.object({
  internal: z.boolean(),
  public: z.boolean(),
  reason: z.string().nullable().meta({ description: 'What stands against it for public agents, or for all' }),
})

export const sourceHealth = z.object({
  healthy: z.boolean(),
  checked_at: time,
  latency_ms: z.number().int().nullable(),
  message: z.string().nullable(),
})
export type SourceHealth = z.infer<typeof sourceHealth>
