/** A table's columns by their names, which are compared in lower case and without signs and units. */
export interface Columns {
  readonly names: readonly string[]
  has(...names: string[]): boolean
  /** Position of the first of these names that there is. */
  position(...names: string[]): number | null
  /** Reads of a row the first filled cell, trimmed, among the columns with these names; '' when there is none. */
  reader(...names: string[]): (row: readonly string[]) => string
}

export function readColumns(header: readonly string[]): Columns {
  // Of two columns with the same name the first one counts.
  const positions = new Map(header.map((name, index): [string, number] => [plainName(name), index]).reverse())
  const positionsOf = (names: readonly string[]) => [...new Set(names.flatMap(name => positions.get(plainName(name)) ?? []))]
  return {
    names: header,
    has: (...names) => positionsOf(names).length > 0,
    position: (...names) => positionsOf(names)[0] ?? null,
    reader: (...names) => {
      const wanted = positionsOf(names)
      return row => {
        for (const position of wanted) {
          const value = row[position]?.trim()
          if (value) return value
        }
        return ''
      }
    },
  }
}

/** What prices are in stands behind their name: `Price (EUR)`, `Preis in €`, `Prix [TTC]`. */
const unit = /\s*[([]\s*(?:[A-Z]{3}|[€$£¥]|inkl?\.?[^)\]]*|incl\.?[^)\]]*|brutto|netto|net|gross)\s*[)\]]$|\s+in\s+(?:[A-Z]{3}|[€$£¥])$/

const plainName = (name: string): string =>
  name
    .trim()
    .replace(unit, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
