import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createServiceKey } from './create-service-key.ts'
import { createInProcessKeys, endInProcessKeys } from './in-process-keys.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.stop())

const names = async () => {
  const { rows } = await sql<{ name: string }>`select name from service_keys order by name`.execute(app.core.services.pool)
  return rows.map(({ name }) => name)
}

test('keys of adapters within a server end with it, and those of servers that are gone at the next start; others stay', async () => {
  const { pool, runner } = app.core.services
  await createServiceKey(pool, 'web', 'apart')
  await createInProcessKeys(pool, 'srv_killed', ['web', 'other'])
  const keys = await createInProcessKeys(pool, runner.serverId, ['web'])
  expect(keys.get('web')).toMatch(/^svc_/)
  expect(await names()).toEqual(['apart', `in-process ${runner.serverId}`])
  await createInProcessKeys(pool, 'srv_other', [])
  expect(await names()).toHaveLength(2)
  await endInProcessKeys(pool, runner.serverId)
  expect(await names()).toEqual(['apart'])
})
