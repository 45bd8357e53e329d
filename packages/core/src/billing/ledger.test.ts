import { cloneTestDatabase } from '@craveva/testing/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { openDatabase } from '../db/open-database.ts'
import { insertEntry } from './ledger.store.ts'
import { auditCompany, createStormCompany, stormLedger } from './testing/ledger-storm.ts'

let database: Awaited<ReturnType<typeof cloneTestDatabase>>
let pool: Db
/** Another server's. */
let otherPool: Db

beforeAll(async () => {
  database = await cloneTestDatabase()
  pool = await openDatabase(database.url, { maxConnections: 16 })
  otherPool = await openDatabase(database.url, { maxConnections: 16 })
})
afterAll(async () => {
  await Promise.all([pool.destroy(), otherPool.destroy()])
  await database.drop()
})

test('after 5,000 movements from many sides on two servers the books are right', async () => {
  const companies = await Promise.all([false, false, false, true].map(metered => createStormCompany(pool, metered)))
  const seed = Math.floor(Math.random() * 2 ** 31)
  const sides = { operations: 2500, workers: 16, companies }
  const told = await Promise.all([stormLedger(pool, { ...sides, seed }), stormLedger(otherPool, { ...sides, seed: seed + 1 })])
  const refused = told.reduce((sum, side) => sum + side.refused, 0)
  expect(refused, `seed ${seed}`).toBeGreaterThan(50)
  for (const company of companies) expect(await auditCompany(pool, company), `seed ${seed}`).toEqual([])
}, 120_000)

test('an entry that does not add up to nothing is not booked, nor one that takes more than is there', async () => {
  const { companyId } = await createStormCompany(pool, false)
  const book = (amounts: { available?: number; held?: number; spent?: number; outside?: number }) =>
    inCompany(pool, companyId, db =>
      insertEntry(db, { company_id: companyId, transaction_id: newId('txn'), kind: 'charge', source: newId('txn'), ...amounts }),
    )
  await expect(book({ available: 5, outside: -4 })).rejects.toThrow(/check constraint/)
  await expect(book({ available: -1, spent: 1 })).rejects.toThrow(/check constraint/)
  await expect(book({ held: -1, available: 1 })).rejects.toThrow(/check constraint/)
})

test('the audit sees what is wrong', async () => {
  const company = await createStormCompany(pool, false)
  company.granted.set('never booked', 7)
  expect(await auditCompany(pool, company)).toEqual(['every grant counts once: 0 and 7'])
})
