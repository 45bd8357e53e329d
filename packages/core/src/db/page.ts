import type { ExpressionBuilder } from 'kysely'

/** How much of a list is wanted. Lists are newest first, ordered by id, whose leading part is time. */
export interface PageRequest {
  readonly limit: number
  readonly offset: number
  readonly cursor?: string | undefined
}

export interface Page<Row> {
  readonly rows: Row[]
  readonly total: number
  readonly limit: number
  readonly offset: number
  readonly next_cursor: string | null
}

/** Cuts the rows of a query that asked for one more than `limit`, and says where the next page begins. */
export function toPage<Row>(rows: Row[], total: number, { limit, offset }: PageRequest, idOf: (row: Row) => string): Page<Row> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, total, limit, offset, next_cursor: rows.length > limit && last ? idOf(last) : null }
}

/** The `count(*)` of a query as a number. */
export const countAll = <DB, TB extends keyof DB>(eb: ExpressionBuilder<DB, TB>) => eb.fn.countAll<number>().as('total')
