import type { Keys } from '../crypto/keys.ts'
import { isSealedWithEarlierKey, open, seal } from '../crypto/seal.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { type SealedColumn, sealedColumns } from './sealed-columns.ts'
import { countSealed, listCompanies, readSealed, replaceSealed, type SealedRow } from './secrets.store.ts'

interface Needs {
  readonly pool: Db
  /** The key to seal with, and those that open what is there. */
  readonly keys: Keys
}

export interface Resealed {
  /** Rows whose secrets are sealed with the current key now. */
  readonly done: number
  /** Rows with something that no key here opens; left as they are. */
  readonly left: number
}

/** Rows to a transaction: few enough that nobody waits for them. */
const portion = 100
const anySealed = /sealed:[0-9a-f]{8}\.[A-Za-z0-9_-]+/g

/**
 * Seals every secret with the current master key that was sealed with an earlier one, while servers go on working. What is done is done: run
 * again after it was ended in the middle, it goes on with the rest. `report` is told of each portion.
 */
export async function resealEverything(
  { pool, keys }: Needs,
  report: (progress: { done: number; total: number }) => void,
): Promise<Resealed> {
  const places = await findPlaces({ pool, keys })
  const total = places.reduce((sum, { count }) => sum + count, 0)
  let [done, left] = [0, 0]
  for (const { companyId, place } of places) {
    let after: readonly string[] = []
    for (;;) {
      const rows = await inCompany(pool, companyId, async db => {
        const found = await readSealed(db, place, companyId, keys.sealing.currentId, after, portion)
        for (const row of found) (await resealRow(db, keys, { companyId, place, row })) ? done++ : left++
        return found
      })
      report({ done, total })
      after = rows.at(-1)?.key ?? []
      if (rows.length < portion) break
    }
  }
  return { done, left }
}

async function findPlaces({ pool, keys }: Needs) {
  const found: { companyId: string; place: SealedColumn; count: number }[] = []
  for (const companyId of await listCompanies(pool))
    await inCompany(pool, companyId, async db => {
      for (const place of sealedColumns) {
        const count = await countSealed(db, place, companyId, keys.sealing.currentId)
        if (count > 0) found.push({ companyId, place, count })
      }
    })
  return found
}

/** Whether the row needs no more care: who changed it meanwhile sealed it with the key of their server. */
async function resealRow(db: Db, keys: Keys, { companyId, place, row }: { companyId: string; place: SealedColumn; row: SealedRow }) {
  let all = true
  const text = row.text.replaceAll(anySealed, sealed => {
    if (!isSealedWithEarlierKey(keys, sealed)) return sealed
    const at = { companyId, recordId: place.recordId(row.key) }
    try {
      return seal(keys, at, open(keys, at, sealed))
    } catch {
      all = false
      return sealed
    }
  })
  if (text !== row.text) await replaceSealed(db, place, companyId, row, text)
  return all
}
