import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length

/** Random bytes of the system's generator, drawn in large portions: a call for each id costs more than the id. At most 8,192 at a time. */
export function randomBytes(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + length))
  // What was given out is not kept.
  pool.fill(0, used, used + length)
  used += length
  return bytes
}
