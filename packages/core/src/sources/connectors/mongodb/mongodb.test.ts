import { BSON } from 'mongodb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import type { TestClient } from '../../../testing/test-client.ts'
import { type FakeMongodb, startFakeMongodb } from '../../testing/fake-mongodb.ts'

type Answer = Parameters<typeof startFakeMongodb>[0]['answer']

const privileges = (actions: string[]) => ({ authInfo: { authenticatedUserPrivileges: [{ resource: { db: 'shop' }, actions }] } })
const cursor = (firstBatch: object[], id = 0) => ({ cursor: { id: BSON.Long.fromNumber(id), ns: 'shop.orders', firstBatch } })
const orders = [
  {
    _id: new BSON.ObjectId('65a000000000000000000001'),
    total: 12.5,
    at: new Date('2026-03-01T10:00:00Z'),
    pieces: BSON.Long.fromNumber(3),
    buyer: { name: 'Ada' },
  },
  { _id: new BSON.ObjectId('65a000000000000000000002'), total: 7, tags: ['gift'] },
]

let actions = ['find', 'listCollections']
let asked: Answer = () => cursor(orders)
const usual: Answer = command => {
  if ('ping' in command) return {}
  if ('connectionStatus' in command) return privileges(actions)
  if ('listCollections' in command)
    return cursor([
      { name: 'orders', type: 'collection' },
      { name: 'system.views', type: 'collection' },
    ])
  if ('find' in command) return cursor(orders)
  return asked(command)
}

let app: TestApp
let owner: TestClient
let fake: FakeMongodb
beforeAll(async () => {
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
  fake = await startFakeMongodb({ username: 'reader', password: 'Pa55-word', answer: usual })
})
afterAll(async () => {
  await app.stop()
  await fake.close()
})
beforeEach(() => {
  actions = ['find', 'listCollections']
  asked = () => cursor(orders)
  fake.commands.length = 0
})

async function connect(changes: object = {}, access: object = {}) {
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: {
      type: 'mongodb',
      host: '127.0.0.1',
      port: fake.port,
      database: 'shop',
      username: 'reader',
      password: 'Pa55-word',
      ...changes,
    },
    access,
  })
  return body.data_source as { connection_id: string; status: string; status_message: string | null }
}

const ask = (connection_id: string, query: object) => owner.post('/data-sources/query', { connection_id, query: JSON.stringify(query) })

test('a reader is connected, and one who can write is with a warning', async () => {
  expect(await connect({ ssl_mode: 'disable' })).toMatchObject({ status: 'connected' })
  actions = ['find', 'insert', 'dropCollection']
  const writer = await connect({ ssl_mode: 'disable' })
  expect([writer.status, writer.status_message]).toEqual([
    'connected',
    expect.stringContaining('can also change data (insert, dropCollection)'),
  ])
})

test('a wrong password is told as such', async () => {
  expect(await connect({ password: 'wrong', ssl_mode: 'disable' })).toMatchObject({
    status: 'error',
    status_message: expect.stringContaining('login was refused'),
  })
})

test('a question is sent as an aggregation that only reads, under limits, behind its scope; values come as JSON holds them', async () => {
  const access = { tables: ['orders'], hidden_columns: ['*.email'] }
  const { connection_id } = await connect({}, access)
  fake.commands.length = 0
  const { status, body } = await ask(connection_id, { collection: 'orders', find: { total: { $gt: 5 } }, limit: 5 })
  expect(status).toBe(200)
  expect(body.results).toEqual([
    { _id: '65a000000000000000000001', total: 12.5, at: '2026-03-01T10:00:00.000Z', pieces: 3, buyer: { name: 'Ada' }, tags: null },
    { _id: '65a000000000000000000002', total: 7, at: null, pieces: null, buyer: null, tags: ['gift'] },
  ])
  const [command] = fake.commands.filter(sent => 'aggregate' in sent)
  expect(command).toMatchObject({ aggregate: 'orders', allowDiskUse: false, maxTimeMS: expect.any(Number) })
  const pipeline = command?.pipeline as object[]
  expect(JSON.stringify(pipeline.slice(0, -1))).toMatch(/email[\s\S]*\$gt/)
  expect(pipeline.at(-1)).toEqual({ $limit: expect.any(Number) })
  expect(fake.commands.every(sent => ['aggregate', 'getMore', 'killCursors'].some(name => name in sent))).toBe(true)
})

test('the schema is read from samples', async () => {
  const { connection_id } = await connect()
  const { body } = await owner.get(`/data-sources/${connection_id}/schema`)
  expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['orders'])
  expect(body.tables[0].columns.map(({ name }: { name: string }) => name)).toEqual(['_id', 'total', 'at', 'pieces', 'buyer', 'tags'])
})

test('what the database refuses, and a connection that breaks, are told and harm nothing', async () => {
  const { connection_id } = await connect()
  asked = () => ({ code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'operation exceeded time limit' })
  const slow = await ask(connection_id, { collection: 'orders', find: {} })
  expect([slow.status, slow.body.message]).toEqual([400, expect.stringContaining('took too long')])
  asked = () => ({ code: 40_353, errmsg: 'no such field' })
  expect((await ask(connection_id, { collection: 'orders', find: {} })).status).toBe(400)
  asked = () => null
  expect((await ask(connection_id, { collection: 'orders', find: {} })).status).toBe(409)
  asked = () => cursor(orders)
  expect((await ask(connection_id, { collection: 'orders', find: {} })).status).toBe(200)
})
