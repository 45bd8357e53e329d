import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deriveKeys } from '../crypto/keys.ts'
import { seal } from '../crypto/seal.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { findSealed, readSecrets, sealOneOfEach } from '../testing/seal-one-of-each.ts'
import { resealEverything } from './reseal.ts'
import { sealedColumns } from './sealed-columns.ts'

let app: TestApp
let made: Awaited<ReturnType<typeof sealOneOfEach>>
const nothing = () => undefined

beforeAll(async () => {
  app = await createTestApp()
  made = await sealOneOfEach(app)
  await sealOneOfEach(app)
}, 120_000)
afterAll(() => app.stop())

test('the list of places holds every one in which something sealed lies', async () => {
  const listed = sealedColumns.map(({ table, column }) => `${table}.${column}`)
  expect(Object.keys(await findSealed(app.databaseUrl)).sort()).toEqual(listed.sort())
})

test('everything is sealed with the new key, says what it said, and the old key opens nothing any more', async () => {
  const { pool, keys } = app.core.services
  const before = await readSecrets(app.databaseUrl, keys)
  const next = randomBytes(32)
  const both = deriveKeys(next, [app.masterKey])
  const told: { done: number; total: number }[] = []
  const { done, left } = await resealEverything({ pool, keys: both }, progress => told.push(progress))
  expect(left).toBe(0)
  expect(told.at(-1)).toEqual({ done, total: done })
  const nextAlone = deriveKeys(next)
  expect(await readSecrets(app.databaseUrl, nextAlone)).toEqual(before)
  for (const ids of Object.values(await findSealed(app.databaseUrl))) expect(ids).toEqual([both.sealing.currentId])
  await expect(readSecrets(app.databaseUrl, keys)).rejects.toThrow('is not known')
  expect(await resealEverything({ pool, keys: both }, nothing)).toEqual({ done: 0, left: 0 })
  await resealEverything({ pool, keys: deriveKeys(app.masterKey, [next]) }, nothing)
  expect(await readSecrets(app.databaseUrl, keys)).toEqual(before)
})

test('a secret that somebody changes meanwhile keeps the change', async () => {
  const { pool, keys } = app.core.services
  const next = randomBytes(32)
  const both = deriveKeys(next, [app.masterKey])
  const place = { companyId: made.companyId, recordId: made.params.tool_id ?? '' }
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query('update http_tools set secret = $1 where tool_id = $2', [seal(both, place, 'changed'), place.recordId])
  const resealing = resealEverything({ pool, keys: both }, nothing)
  await expect.poll(() => waiting(client)).toBe(1)
  await client.query('commit')
  await resealing
  expect((await readSecrets(app.databaseUrl, both))[`http_tools.secret ${place.recordId} 0`]).toBe('changed')
  await client.end()
  await resealEverything({ pool, keys: deriveKeys(app.masterKey, [next]) }, nothing)
  await readSecrets(app.databaseUrl, keys)
})

test('what only looks like something sealed is left as it is, and holds nothing up', async () => {
  const { pool, keys } = app.core.services
  const forged = `sealed:${keys.sealing.currentId}.${randomBytes(40).toString('base64url')}`
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  await client.query(`update deployments set config = config || jsonb_build_object('note', $1::text) where deployment_id = $2`, [
    forged,
    made.params.deployment_id,
  ])
  const next = randomBytes(32)
  const { left } = await resealEverything({ pool, keys: deriveKeys(next, [app.masterKey]) }, nothing)
  expect(left).toBe(1)
  await client.query(`update deployments set config = config - 'note' where deployment_id = $1`, [made.params.deployment_id])
  await client.end()
  await readSecrets(app.databaseUrl, deriveKeys(next))
})

async function waiting(client: pg.Client) {
  const { rows } = await client.query(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0].count
}
