import type { Figure } from './bench.ts'

/** The figures as aligned lines for a terminal. */
export function table(figures: readonly Figure[]): string {
  const rows = [['figure', 'goal', 'measured', 'ok'], ...figures.map(({ name, goal, measured, ok }) => [name, goal, measured, verdict(ok)])]
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  const [head = [], ...body] = rows
  return [line(head), widths.map(width => '-'.repeat(width)).join('  '), ...body.map(line)].map(text => text.trimEnd()).join('\n')
}

const verdict = (ok: boolean | null) => (ok === null ? '' : ok ? 'yes' : 'NO')
