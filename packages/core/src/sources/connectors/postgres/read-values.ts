import type { CustomTypesConfig } from 'pg'
import { exactNumber } from '../exact-number.ts'

const number = (text: string) => exactNumber(text)
const float = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text)
const json = (text: string): unknown => JSON.parse(text)
/** `2025-01-15 10:00:00.123+02` in UTC; `infinity` and years before Christ stay as they are. */
const instant = (text: string) => {
  const time = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}

/** By the numbers of the types (src/include/catalog/pg_type.dat). */
const readers: Readonly<Record<number, (text: string) => unknown>> = {
  16: text => text === 't',
  20: number,
  21: number,
  23: number,
  26: number,
  114: json,
  700: float,
  701: float,
  1184: instant,
  1700: number,
  3802: json,
}

/** Values as JSON holds them; what has no like there is text, as PostgreSQL writes it. */
export const postgresValues = {
  getTypeParser: (type: number) => readers[type] ?? ((text: string) => text),
} as CustomTypesConfig
