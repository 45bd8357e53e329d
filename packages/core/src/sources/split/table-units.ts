import { maximumChunkLength, targetChunkLength } from '../chunk.ts'
import type { Block } from '../document.ts'
import type { Unit } from './block-units.ts'
import { cutText } from './cut-text.ts'

type Table = Extract<Block, { kind: 'table' }>

const mostPipeColumns = 8
const widestPipeRow = 240

/**
 * A table in groups of rows, each with the header, so that a row can be looked up and read in any of them. Narrow tables stay tables; wide
 * ones and those with text in their cells become records of `Header: value`, tables of two columns without header lines of `name: value`.
 */
export function tableUnits(given: Table, leadIn: string | null, language: string | null): Unit[] {
  // Markdown has no tables without a header; those that need none leave it empty.
  const table = given.header.some(Boolean) ? given : { ...given, header: [] }
  const columns = Math.max(table.header.length, ...table.rows.map(row => row.length))
  const rows = table.rows.map(row => row.map(cell => cell.replace(/\s+/g, ' ').trim())).filter(row => row.some(Boolean))
  const average = rows.reduce((sum, row) => sum + row.join().length, 0) / Math.max(rows.length, 1)
  const isPairs = table.header.length === 0 && columns <= 2
  const isPipes = !isPairs && columns <= mostPipeColumns && average <= widestPipeRow
  const caption = [table.caption, leadIn].filter(Boolean).join('\n')
  const opening = caption && caption.length <= targetChunkLength / 2 ? `${caption}\n${isPipes ? '\n' : ''}` : ''
  const before: Unit[] = caption && !opening ? cutText(caption, targetChunkLength, language).map(text => unit(text, 'text')) : []
  const head = isPipes ? pipeHeader(table.header, columns) : ''
  if (rows.length === 0)
    return [
      ...before,
      ...cutText(`${opening.trim()}\n${table.header.join(', ')}`.trim(), targetChunkLength, language).map(text => unit(text)),
    ]
  if (opening.length + head.length > targetChunkLength) return [...before, ...recordUnits(table.header, rows, opening, language)]
  if (isPairs)
    return [
      ...before,
      ...group(
        rows.map(row => ({ text: pairLine(row), row })),
        '\n',
        opening,
        [],
        language,
      ),
    ]
  if (!isPipes) return [...before, ...recordUnits(table.header, rows, opening, language)]
  return [
    ...before,
    ...group(
      rows.map(row => ({ text: pipeRow(row, columns), row })),
      '\n',
      opening + head,
      table.header,
      language,
    ),
  ]
}

interface Row {
  readonly text: string
  readonly row: readonly string[]
}

function group(rows: readonly Row[], separator: string, opening: string, header: readonly string[], language: string | null): Unit[] {
  const units: Unit[] = []
  const room = Math.max(targetChunkLength, opening.length + targetChunkLength / 2)
  let lines: Row[] = []
  const flush = () => {
    const only = lines.length === 1 ? lines[0] : undefined
    if (lines.length)
      units.push({ ...unit(opening + lines.map(line => line.text).join(separator)), fields: only ? rowFields(header, only.row) : null })
    lines = []
  }
  let length = opening.length
  for (const line of rows) {
    if (opening.length + line.text.length > maximumChunkLength) {
      flush()
      units.push(...cutText(line.text, maximumChunkLength - opening.length, language).map(text => unit(opening + text)))
      length = opening.length
      continue
    }
    if (lines.length && length + line.text.length > room) {
      flush()
      length = opening.length
    }
    lines.push(line)
    length += line.text.length + separator.length
  }
  flush()
  return units
}

const recordUnits = (header: readonly string[], rows: readonly (readonly string[])[], opening: string, language: string | null): Unit[] =>
  group(
    rows.map(row => ({ text: record(header, row), row })),
    '\n\n',
    opening,
    header,
    language,
  )

const unit = (text: string, kind: Unit['kind'] = 'table'): Unit => ({ kind, text, fields: null, separator: '\n\n' })

const escapePipes = (cell: string): string => cell.replaceAll('|', '\\|')

const pipeRow = (row: readonly string[], columns: number): string =>
  `| ${Array.from({ length: columns }, (_, index) => escapePipes(row[index] ?? '')).join(' | ')} |`

const pipeHeader = (header: readonly string[], columns: number): string => `${pipeRow(header, columns)}\n|${' --- |'.repeat(columns)}\n`

const pairLine = ([name = '', value = '']: readonly string[]): string =>
  name && value ? `${name.replace(/[:：]$/, '')}: ${value}` : name || value

const record = (header: readonly string[], row: readonly string[]): string =>
  row
    .map((cell, index) => (cell && header[index] ? `${header[index]}: ${cell}` : cell))
    .filter(Boolean)
    .join('\n')

function rowFields(header: readonly string[], row: readonly string[]): Record<string, string> | null {
  const entries = header.flatMap((name, index): [string, string][] => (name && row[index] ? [[name, row[index]]] : []))
  return entries.length ? Object.fromEntries(entries) : null
}
