import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { channelVisitor } from '@craveva/core/channels/channel-visitor'
import { deriveKeys } from '@craveva/core/crypto/keys'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { findSealed, readSecrets, sealOneOfEach } from '@craveva/core/testing/seal-one-of-each'
import { fastFolder } from '@craveva/testing/fast-folder'
import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runProgram, spawnProgram, startProgram } from '../fixtures/program.ts'

/** The real command, on a database whose server was stopped, or is running. */

let database: TestDatabase
let client: pg.Client
let dataDir: string
let masterKey: Uint8Array
let made: Awaited<ReturnType<typeof sealOneOfEach>>
let before: Record<string, string>

beforeEach(async () => {
  database = await cloneTestDatabase()
  const app = await createTestApp({ database: { url: database.url, drop: async () => {} } })
  masterKey = app.masterKey
  made = await sealOneOfEach(app)
  await sealOneOfEach(app)
  await app.stop()
  before = await readSecrets(database.url, deriveKeys(masterKey))
  dataDir = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
}, 120_000)
afterEach(async () => {
  await client.end()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const encode = (key: Uint8Array) => Buffer.from(key).toString('base64')
const keyFile = () => join(dataDir, 'encryption-key')
const keysInFile = async () =>
  (await readFile(keyFile(), 'utf8'))
    .trim()
    .split('\n')
    .map(line => Buffer.from(line, 'base64'))
const settings = (more: Record<string, string> = {}) => ({ DATABASE_URL: database.url, DATA_DIR: dataDir, ...more })
const rotate = (more: Record<string, string> = {}, ...words: string[]) => runProgram(settings(more), ['rotate-key', ...words])
const keyIds = async () => [...new Set(Object.values(await findSealed(database.url)).flat())]

/** Runs the command until it waits for a row of this table, and kills it there. */
async function killAt(table: string, more: Record<string, string> = {}) {
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  await holder.query('begin')
  await holder.query(`select from ${table} for update`)
  const running = spawnProgram(settings(more), ['rotate-key'])
  const blocked = 'select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = $1'
  await expect.poll(async () => (await client.query(blocked, ['Lock'])).rows[0].count, { timeout: 60_000 }).toBe(1)
  running.child.kill('SIGKILL')
  expect(await running.ended).toEqual({ code: null, signal: 'SIGKILL' })
  await holder.end()
}

test('the key of the data directory: killed twice in the middle it is readable at every moment, and goes on to the end', async () => {
  await writeFile(keyFile(), `${encode(masterKey)}\n`, { mode: 0o600 })
  for (const table of ['webhooks', 'second_factors']) {
    await killAt(table)
    const [next = Buffer.alloc(0), old, ...more] = await keysInFile()
    expect([old, more]).toEqual([Buffer.from(masterKey), []])
    expect((await keyIds()).length).toBe(2)
    expect(await readSecrets(database.url, deriveKeys(next, [masterKey]))).toEqual(before)
  }
  const program = await startProgram(settings())
  const challenge = (await program.anonymous.post('/auth/login', { email: made.email, password: made.password })).body.challenge
  await expect
    .poll(async () => (await program.anonymous.post('/auth/login/two-factor', { challenge, code: made.codeNow() })).status, {
      timeout: 65_000,
      interval: 2000,
    })
    .toBe(200)
  // The server has both keys and seals with the new one, so that it may run meanwhile.
  const { code, output } = await rotate()
  expect([code, output]).toEqual([0, expect.stringContaining('Going on with a change of keys')])
  expect(output).toMatch(/Sealed \d+ records with the new key/)
  expect((await program.end('SIGTERM')).code).toBe(0)

  const [next = Buffer.alloc(0), ...more] = await keysInFile()
  expect(more).toEqual([])
  expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
  expect(await readSecrets(database.url, deriveKeys(next))).toMatchObject(before)
  expect(await keyIds()).toEqual([deriveKeys(next).sealing.currentId])
  const { rows } = await client.query(
    'select address_id, visitor_token_hash from channel_addresses join conversations using (company_id, conversation_id)',
  )
  expect(rows.length).toBe(2)
  for (const row of rows) expect(row.visitor_token_hash).toEqual(channelVisitor(deriveKeys(next), row.address_id))
}, 180_000)

test('ENCRYPTION_KEY: the new one takes over from the one that is still accepted, and then from nobody', async () => {
  const [next, other] = [encode(randomBytes(32)), encode(randomBytes(32))]
  const old = encode(masterKey)
  expect(await rotate({ ENCRYPTION_KEY: old })).toMatchObject({ code: 1, output: expect.stringContaining('ENCRYPTION_KEYS_ACCEPTED') })
  expect(await rotate({ ENCRYPTION_KEY: next, ENCRYPTION_KEYS_ACCEPTED: other })).toMatchObject({
    code: 1,
    output: expect.stringContaining('sealed with another encryption key'),
  })

  const running = await startProgram(settings({ ENCRYPTION_KEY: old, ENCRYPTION_KEYS_ACCEPTED: next }))
  const refused = await rotate({ ENCRYPTION_KEY: next, ENCRYPTION_KEYS_ACCEPTED: old })
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('A server is running that seals with another encryption key') })
  expect(await readSecrets(database.url, deriveKeys(masterKey))).toEqual(before)
  await running.end('SIGTERM')

  await killAt('webhooks', { ENCRYPTION_KEY: next, ENCRYPTION_KEYS_ACCEPTED: old })
  const done = await rotate({ ENCRYPTION_KEY: next, ENCRYPTION_KEYS_ACCEPTED: old })
  expect(done).toMatchObject({ code: 0, output: expect.stringContaining('Take ENCRYPTION_KEYS_ACCEPTED away') })
  expect(await readSecrets(database.url, deriveKeys(Buffer.from(next, 'base64')))).toEqual(before)

  const withOld = await runProgram(settings({ ENCRYPTION_KEY: old }))
  expect(withOld).toMatchObject({ code: 1, output: expect.stringContaining('sealed with another encryption key') })
  expect(withOld.output).not.toMatch(/^\s+at /m)
  const withNew = await startProgram(settings({ ENCRYPTION_KEY: next }))
  await withNew.end('SIGTERM')
}, 180_000)

test('a key that is lost is said at the start, and given up only when asked to', async () => {
  const next = encode(randomBytes(32))
  await client.query('insert into sealing_keys (key_id) values ($1) on conflict do nothing', [deriveKeys(masterKey).sealing.currentId])
  expect(await runProgram(settings({ ENCRYPTION_KEY: next }))).toMatchObject({ code: 1, output: expect.stringContaining('--lost') })
  const given = await rotate({ ENCRYPTION_KEY: next }, '--lost')
  expect(given).toMatchObject({ code: 0, output: expect.stringMatching(/\d+ records hold something that none of these keys opens/) })
  const program = await startProgram(settings({ ENCRYPTION_KEY: next }))
  expect((await program.anonymous.get('/health')).status).toBe(200)
  await program.end('SIGTERM')
}, 120_000)
