import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { endpoints } from '../testing/endpoints.ts'
import { prepareWorld, type World } from '../testing/matrix/prepare-world.ts'
import { tryReferences } from '../testing/matrix/references.ts'
import { runMatrix } from '../testing/matrix/run-matrix.ts'

let ahead = 0
let app: TestApp
let world: World

beforeAll(async () => {
  app = await createTestApp({ now: () => Date.now() + ahead, trustedProxies: ['loopback'] })
  world = await prepareWorld(app, seconds => {
    ahead += seconds * 1000
  })
})
afterAll(() => app.stop())

test('every endpoint lets in whom the contract names, and shows them their own alone', async () => {
  const before = await databaseContents(app.databaseUrl)
  const { tried, failures, perEndpoint } = await runMatrix(app, world, 1)
  console.log(`authorization: ${tried} tried, ${failures.length} failed, ${perEndpoint.size} endpoints, ${world.callers.length} callers`)
  expect(failures.slice(0, 20)).toEqual([])
  expect(tried).toBeGreaterThanOrEqual(5000)
  for (const { name } of endpoints) expect(perEndpoint.get(name), name).toBeGreaterThanOrEqual(world.callers.length)
  expect(await databaseContents(app.databaseUrl)).toEqual(before)
}, 300_000)

test('an id of another company in a body or a query is as good as one that nothing has', async () => {
  const before = await ofSecond()
  const { tried, failures } = await tryReferences(app, world)
  console.log(`references: ${tried} tried, ${failures.length} failed`)
  expect(failures).toEqual([])
  expect(tried).toBeGreaterThan(5)
  expect(await ofSecond()).toEqual(before)
})

const ofSecond = async () =>
  Object.fromEntries(Object.entries(await databaseContents(app.databaseUrl)).filter(([name]) => name.endsWith(world.second.companyId)))
