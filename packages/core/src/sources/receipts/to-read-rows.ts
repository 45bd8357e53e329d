import { createHash } from 'node:crypto'
import type { SourceAnswer } from '../connectors/connector.ts'
import type { ReadRow } from '../sources.tables.ts'

const longestField = 500

/**
 * The rows of an answer as receipts show them. What tells them apart: the columns named, as far as the answer has them; else those that hold
 * no numbers; else their place, when these do not tell them all apart.
 */
export function toReadRows({ columns, rows }: Pick<SourceAnswer, 'columns' | 'rows'>, named: readonly string[]): ReadRow[] {
  const given = named.filter(name => columns.includes(name))
  const wordy = columns.filter(name => rows.some(row => typeof row[name] === 'string'))
  const candidates = [given, wordy].filter(names => names.length > 0).map(names => rows.map(row => keyOf(row, names)))
  const keys = candidates.find(found => new Set(found).size === found.length) ?? rows.map((_, index) => `row ${index + 1}`)
  return rows.map((row, index) => {
    const fields = Object.fromEntries(columns.map(name => [name, toText(row[name])]))
    return { row_key: keys[index] ?? '', fields, content_hash: hashOf(row, columns) }
  })
}

const keyOf = (row: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  names.map(name => `${name}=${toText(row[name])}`).join(', ')

/** Over the values themselves, of which fields may show a part. */
const hashOf = (row: Readonly<Record<string, unknown>>, columns: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify(columns.map(name => [name, row[name] ?? null])))
    .digest('hex')

function toText(value: unknown) {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > longestField ? `${text.slice(0, longestField)}…`.toWellFormed() : text
}
