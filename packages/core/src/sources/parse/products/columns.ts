/** Cells of a table by the names of their columns; names are compared in lower case and without signs. */
export interface Columns {
  readonly names: readonly string[]
  has(...names: string[]): boolean
  /** Position of the first of these names that there is. */
  position(...names: string[]): number | null
  /** The first filled cell among the columns with these names, trimmed; '' when there is none. */
  cell(row: readonly string[], ...names: string[]): string
}

export function readColumns(header: readonly string[]): Columns {
  // Of two columns with the same name the first one counts.
  const positions = new Map(header.map((name, index): [string, number] => [plainName(name), index]).reverse())
  const positionsOf = (names: readonly string[]) => names.flatMap(name => positions.get(plainName(name)) ?? [])
  return {
    names: header,
    has: (...names) => positionsOf(names).length > 0,
    position: (...names) => positionsOf(names)[0] ?? null,
    cell: (row, ...names) => {
      for (const position of positionsOf(names)) {
        const value = row[position]?.trim()
        if (value) return value
      }
      return ''
    },
  }
}

const plainNames = new Map<string, string>()

/** Remembered: the names asked for are few, and asked for on every row. */
function plainName(name: string): string {
  const known = plainNames.get(name)
  if (known !== undefined) return known
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (plainNames.size < 10_000) plainNames.set(name, plain)
  return plain
}
