import { readNumber } from './read-number.ts'

/** Rows of a table that are looked at. */
const mostRows = 200

/**
 * The columns of figures in a text: of lines whose fields are parted by `|` (CSV is made so before), and of objects in JSON, by their keys.
 * Only columns of two figures and more.
 */
export function readColumns(text: string): number[][] {
  const columns = text.includes('|') ? columnsOfLines(text) : []
  const byKey = new Map<string, number[]>()
  if (text.includes('":'))
    for (const [, key = '', value = ''] of text.matchAll(/"([^"\\]{1,60})":\s*"?[^\d"\\,{}[\]-]{0,4}(\d[\d.,]*)/g)) {
      const column = byKey.get(key) ?? []
      const [first] = readNumber(value.replace(/[.,]$/, ''))
      if (first && column.length < mostRows) byKey.set(key, [...column, first.value])
    }
  return [...columns, ...byKey.values()].filter(column => column.length > 1)
}

function columnsOfLines(text: string): number[][] {
  const columns: number[][] = []
  const rows = text
    .split('\n')
    .filter(line => line.includes('|'))
    .slice(0, mostRows)
    .map(line => line.split('|'))
  const width = rows[1]?.length ?? 0
  for (const row of rows) {
    if (row.length !== width) continue
    for (const [at, field] of row.entries()) {
      const figure = /^\W{0,4}(?:[a-z]{3}\s)?(\d[\d.,' ]*)/i.exec(field.trim())?.[1]
      const [first] = figure ? readNumber(figure.trim().replace(/[.,]$/, '')) : []
      if (!first) continue
      columns[at] ??= []
      columns[at].push(first.value)
    }
  }
  return columns.filter(column => column !== undefined)
}
