const mostRows = 15
const longestCell = 80

/** Rows that a query answered, as a table in Markdown with where and when they were read. Null when there are none, or it is no such answer. */
export function showRows(content: string): string | null {
  const answer = parse(content)
  const [first] = answer?.rows ?? []
  if (!answer || !first) return null
  const columns = Object.keys(first)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rows = answer.rows.slice(0, mostRows).map(row => line(columns.map(column => cell(row[column]))))
  const more = answer.rows.length > mostRows || answer.more_rows_exist ? ['', '…'] : []
  const read = answer.read_at.slice(0, 16).replace('T', ' ')
  return [
    line(columns.map(column => cell(column.replaceAll('_', ' ')))),
    line(columns.map(() => '---')),
    ...rows,
    ...more,
    '',
    `(${answer.source}, ${read} UTC)`,
  ].join('\n')
}

interface Answer {
  readonly source: string
  readonly read_at: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly more_rows_exist?: boolean
}

function parse(content: string): Answer | null {
  try {
    const answer = JSON.parse(content)
    return Array.isArray(answer?.rows) && typeof answer.source === 'string' && typeof answer.read_at === 'string' ? answer : null
  } catch {
    return null
  }
}

/** Nothing in it can end the cell or become a link. */
const cell = (value: unknown) =>
  (value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value))
    .slice(0, longestCell)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\\|[\]*_`<>]/g, '\\$&')
