import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createDatabaseBlocks } from './block-store.ts'
import { createLimiter } from './limiter.ts'

const hour = 3600_000
let database: TestDatabase
let pool: Db

beforeAll(async () => {
  database = await cloneTestDatabase()
  pool = await openDatabase(database.url)
})
afterAll(async () => {
  await pool.destroy()
  await database.drop()
})

let keys = 0
const newKey = () => `test:${keys++}`

test('several servers together let exactly as many calls through as the limit says', async () => {
  const plan = fc.record({
    max: fc.integer({ min: 1, max: 200 }),
    servers: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 20 }),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ max, servers, more }) => {
      const limiters = Array.from({ length: servers }, () => createLimiter(createDatabaseBlocks(pool), () => 5 * hour))
      const limit = { key: newKey(), max, windowMs: hour }
      const calls = limiters.flatMap(limiter => Array.from({ length: max + more }, () => limiter.take(limit)))
      const allowances = await Promise.all(calls)
      expect(allowances.filter(({ allowed }) => allowed)).toHaveLength(max)
      for (const { remaining, limit, resetAt } of allowances)
        expect([limit, resetAt, remaining >= 0 && remaining < max]).toEqual([max, 6 * hour, true])
      for (const { allowed, remaining } of allowances) if (!allowed) expect(remaining).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('one server counts down to the last call', async () => {
  const limiter = createLimiter(createDatabaseBlocks(pool), () => 5 * hour)
  const limit = { key: newKey(), max: 45, windowMs: hour }
  for (let left = 44; left >= 0; left--) expect(await limiter.take(limit)).toMatchObject({ allowed: true, remaining: left })
  expect(await limiter.take(limit)).toMatchObject({ allowed: false, remaining: 0 })
})

test('the next window begins anew, and windows do not touch each other', async () => {
  let clock = 5 * hour
  const limiter = createLimiter(createDatabaseBlocks(pool), () => clock)
  const limit = { key: newKey(), max: 3, windowMs: hour }
  const take = async () => (await limiter.take(limit)).allowed
  expect([await take(), await take(), await take(), await take()]).toEqual([true, true, true, false])
  clock += hour - 1
  expect(await take()).toBe(false)
  clock += 1
  await limiter.sweep()
  expect([await take(), await take(), await take(), await take()]).toEqual([true, true, true, false])
  expect((await limiter.take({ ...limit, key: newKey() })).allowed).toBe(true)
})

test('a refused call costs no query', async () => {
  const limiter = createLimiter(createDatabaseBlocks(pool), () => 5 * hour)
  const limit = { key: newKey(), max: 2, windowMs: hour }
  await Promise.all(Array.from({ length: 50 }, () => limiter.take(limit)))
  const leased = async () =>
    (await pool.selectFrom('rate_windows').select('leased').where('key', '=', limit.key).executeTakeFirstOrThrow()).leased
  const before = await leased()
  for (let i = 0; i < 50; i++) await limiter.take(limit)
  expect(await leased()).toBe(before)
})

test('leases that are asked for at once are told apart, also those of one window', async () => {
  const blocks = createDatabaseBlocks(pool)
  const [one, two] = [newKey(), newKey()]
  const windows = [one, two, one, one, two].map((key, index) => ({ key, start: index === 3 ? 6 * hour : 5 * hour, lengthMs: hour }))
  // The first is asked for alone.
  await Promise.all([
    blocks.lease({ key: newKey(), start: 0, lengthMs: hour }, 1),
    blocks.lease({ key: two, start: 5 * hour, lengthMs: hour }, 7),
  ])
  expect(
    await Promise.all([
      blocks.lease({ key: newKey(), start: 0, lengthMs: hour }, 1),
      ...windows.map((window, index) => blocks.lease(window, index + 1)),
    ]),
  ).toEqual([1, 1, 9, 4, 4, 14])
})

test('a database that refuses is told to everybody whose lease it refused, and the next one is asked for again', async () => {
  const blocks = createDatabaseBlocks(pool)
  const ask = (size: number) => blocks.lease({ key: newKey(), start: 0, lengthMs: hour }, size)
  const tooMany = 2 ** 31
  const outcomes = await Promise.allSettled([ask(1), ask(2), ask(tooMany), ask(3)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  expect(await ask(4)).toBe(4)
})
