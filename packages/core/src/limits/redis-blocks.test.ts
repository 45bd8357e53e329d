import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { cloneTestDatabase } from '@craveva/testing/test-database'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createDatabaseBlocks } from './block-store.ts'
import { createLimiter } from './limiter.ts'
import { createRedisBlocks } from './redis-blocks.ts'

const url = 'redis://127.0.0.1:6379'
const listens = await new Promise<boolean>(resolve => {
  const socket = connect({ host: '127.0.0.1', port: 6379, timeout: 1000 })
  const say = (answer: boolean) => {
    socket.destroy()
    resolve(answer)
  }
  socket
    .once('connect', () => say(true))
    .once('error', () => say(false))
    .once('timeout', () => say(false))
})
if (!listens) console.log('skipped: no Redis listens on 127.0.0.1:6379')

const log = pino({ level: 'silent' })
let db: Db
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await cloneTestDatabase()
  db = await openDatabase(database.url)
  drop = database.drop
})
afterAll(async () => {
  await db.destroy()
  await drop()
})

const leasedInDatabase = async () => (await db.selectFrom('rate_windows').select('leased').execute()).length

test.skipIf(!listens)('several servers over one Redis never let more through than a window allows, and use all of it', async () => {
  const servers = Array.from({ length: 4 }, () => createRedisBlocks(url, createDatabaseBlocks(db), log))
  const limiters = servers.map(store => createLimiter(store, Date.now))
  const limit = { key: `test:${randomUUID()}`, max: 500, windowMs: 3600_000 }
  const answers = await Promise.all(Array.from({ length: 2000 }, (_, index) => limiters[index % 4]?.take(limit)))
  expect(answers.filter(answer => answer?.allowed)).toHaveLength(500)
  expect(await leasedInDatabase()).toBe(0)
  await Promise.all(servers.map(store => store.close()))
})

test('while Redis does not answer, the database counts as exactly', async () => {
  const store = createRedisBlocks('redis://127.0.0.1:1', createDatabaseBlocks(db), log)
  const limiter = createLimiter(store, Date.now)
  const limit = { key: `test:${randomUUID()}`, max: 20, windowMs: 3600_000 }
  const answers = await Promise.all(Array.from({ length: 50 }, () => limiter.take(limit)))
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(20)
  expect(await leasedInDatabase()).toBe(1)
  await store.close()
})
