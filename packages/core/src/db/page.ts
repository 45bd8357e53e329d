import type { ExpressionBuilder } from 'kysely'
import { AppError } from '../errors.ts'

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

/** The cursor of a list that is ordered by a small number. Throws INVALID_REQUEST for text that no page ended with. */
export function toNumber(cursor: string) {
  if (!/^\d{1,9}$/.test(cursor))
    throw new AppError('INVALID_REQUEST', 'Send the next_cursor of the page before.', { details: { cursor: 'is not the end of a page' } })
  return Number(cursor)
}
