import type { SourceAnswer, SourceLimits } from './connector.ts'

/** Gathers rows until a limit is reached. */
export interface RowCollector {
  /** False once no more rows are wanted. */
  add(values: readonly unknown[]): boolean
  answer(): SourceAnswer
}

/** Names that occur twice, as in `select a.id, b.id`, get a number, so that no value is lost. */
export function collectRows(names: readonly string[], { maxRows, maxBytes }: Pick<SourceLimits, 'maxRows' | 'maxBytes'>): RowCollector {
  const columns = uniqueNames(names)
  const rows: Record<string, unknown>[] = []
  let bytes = 0
  let truncated = false
  return {
    add(values) {
      const row = Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null]))
      bytes += Buffer.byteLength(JSON.stringify(row))
      if (rows.length >= maxRows || bytes > maxBytes) truncated = true
      else rows.push(row)
      return !truncated
    },
    answer: () => ({ columns, rows, truncated }),
  }
}

function uniqueNames(names: readonly string[]) {
  const taken = new Set<string>()
  return names.map(name => {
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name}_${count}`
    taken.add(unique)
    return unique
  })
}
