import { toCsvLine } from '../leads/to-csv-line.ts'
import { toCredits } from './credits.ts'
import type { UsageDay } from './usage.store.ts'

const columns = [
  'start',
  'operation',
  'agent_id',
  'channel',
  'outlet_id',
  'model',
  'requests',
  'input_tokens',
  'output_tokens',
  'queries',
  'credits',
] as const

/** Usage as CSV: one line for each period with everything it is counted by. */
export async function* usageCsv(rows: readonly UsageDay[]) {
  yield toCsvLine(columns)
  yield rows.map(row => toCsvLine(columns.map(column => (column === 'credits' ? toCredits(row.credits) : row[column])))).join('')
}
