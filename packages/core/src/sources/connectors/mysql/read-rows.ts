import type { Connection, FieldPacket } from 'mysql2'
import { collectRows, type RowCollector } from '../collect-rows.ts'
import type { SourceAnswer, SourceLimits, SourceValue } from '../connector.ts'
import { exactNumber } from '../exact-number.ts'

/** Numbers of the types that the driver gives as text: DECIMAL, BIGINT, NEWDECIMAL. */
const numeric = new Set([0, 8, 246])

/** The rows of one statement, prepared, so that the server itself refuses a second one; reading stops at the limits. */
export function readRows(
  connection: Connection,
  text: string,
  limits: Pick<SourceLimits, 'maxRows' | 'maxBytes'>,
  values: readonly SourceValue[] = [],
): Promise<SourceAnswer> {
  return new Promise((resolve, reject) => {
    const stream = connection.execute({ sql: text, rowsAsArray: true, values: values.map(toWire) }).stream({ highWaterMark: 100 })
    let fields: readonly FieldPacket[] = []
    let collected: RowCollector | null = null
    const collector = () => {
      collected ??= collectRows(
        fields.map(({ name }) => name),
        limits,
      )
      return collected
    }
    stream.on('fields', (found: FieldPacket[] | undefined) => {
      fields = found ?? []
    })
    stream.on('data', (row: unknown) => {
      // What returns no rows is answered with a header instead.
      if (!Array.isArray(row)) return
      const wanted = collector().add(row.map((value, index) => toJson(value, fields[index])))
      if (wanted) return
      resolve(collector().answer())
      // The rest is not read: the connection is closed, and with it the statement ends.
      stream.destroy()
      connection.destroy()
    })
    stream.on('error', reject)
    stream.on('end', () => resolve(collector().answer()))
  })
}

/** Whole numbers go as such: the driver would send them as floating point, which LIMIT does not take. */
const toWire = (value: SourceValue) => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value)

function toJson(value: unknown, field: FieldPacket | undefined) {
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`
  return typeof value === 'string' && numeric.has(field?.columnType ?? -1) ? exactNumber(value) : value
}
