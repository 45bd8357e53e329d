import { afterAll, beforeAll, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { sweepSignIns } from './sweep-sign-ins.ts'

const day = 24 * 3600_000
let clock = Date.now()
let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
})
afterAll(() => app.stop())

test('sessions are forgotten after their end, and not before', async () => {
  const owner = await app.signUp()
  const companyId: string = (await owner.get('/auth/me')).body.user.company_id
  const { pool } = app.core.services
  const sessions = () => inCompany(pool, companyId, db => db.selectFrom('sessions').select('session_id').execute())
  const entries = () => pool.selectFrom('directory').select('key').where('kind', '=', 'session').execute()
  clock += 30 * day
  await sweepSignIns(app.core.services)
  expect([await sessions(), await entries()].map(rows => rows.length)).toEqual([1, 1])
  clock += 2 * day
  await app.signUp()
  await sweepSignIns(app.core.services)
  expect([await sessions(), await entries()].map(rows => rows.length)).toEqual([0, 1])
})
