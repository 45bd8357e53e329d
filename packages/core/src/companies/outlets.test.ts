import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import type { TestClient } from '../testing/test-client.ts'
import { outletText } from './outlet-text.ts'

const model = scriptedModel(() => saying('Yes.'))
let app: TestApp
let owner: TestClient
let path: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  path = `/companies/${(await owner.get('/auth/me')).body.user.company_id}/outlets`
})
afterAll(() => app.stop())

const main = {
  name: 'Main Store',
  address: '123 Main St',
  phone: '+49 30 1234',
  time_zone: 'Europe/Berlin',
  hours: {
    monday: [
      { from: '09:00', to: '12:30' },
      { from: '14:00', to: '18:00' },
    ],
    sunday: [],
  },
  row_filter: { store_id: 12, region: ['north', 'south'] },
}

test('an outlet is made, read, changed and deleted', async () => {
  const { status, body } = await owner.post(path, main)
  expect(status).toBe(201)
  expect(body.outlet).toMatchObject(main)
  const own = `${path}/${body.outlet.outlet_id}`
  expect((await owner.put(own, { phone: null, hours: { monday: [] } })).body.outlet).toMatchObject({
    phone: '',
    hours: { monday: [] },
    name: 'Main Store',
  })
  expect((await owner.put(own, {})).body.outlet.address).toBe('123 Main St')
  expect((await owner.get(path)).body.outlets).toHaveLength(1)
  expect((await owner.delete(own)).status).toBe(200)
  expect((await owner.get(own)).status).toBe(404)
})

test.each([
  [{ time_zone: 'Europe/Atlantis' }, 'time_zone'],
  [{ hours: { monday: [{ from: '18:00', to: '09:00' }] } }, 'hours.monday.0'],
  [
    {
      hours: {
        monday: [
          { from: '09:00', to: '13:00' },
          { from: '12:00', to: '18:00' },
        ],
      },
    },
    'hours.monday',
  ],
  [{ hours: { monday: [{ from: '9:00', to: '25:00' }] } }, 'hours.monday.0.from'],
  [{ hours: { someday: [] } }, 'hours.someday'],
  [{ row_filter: { store: { or: 1 } } }, 'row_filter.store'],
  [{ name: ' ' }, 'name'],
])('an outlet with %j is refused', async (wrong, field) => {
  const { status, body } = await owner.post(path, { ...main, ...wrong })
  expect(status).toBe(400)
  expect(Object.keys(body.details)).toContain(field)
})

test('an agent that is executed for an outlet knows where it is and when it is open', async () => {
  const { agentId } = await deployAgent(owner, { model: 'test/model' })
  const outletId = (await owner.post(path, main)).body.outlet.outlet_id
  expect((await owner.post(`/agents/${agentId}/execute`, { input: 'Are you open?', outlet_id: outletId })).status).toBe(200)
  const system = model.requests.at(-1)?.system ?? ''
  for (const words of ['Main Store', '123 Main St', 'Monday 09:00–12:30, 14:00–18:00', 'Sunday closed', 'Europe/Berlin'])
    expect(system).toContain(words)
  expect((await owner.post(`/agents/${agentId}/execute`, { input: 'Are you open?', outlet_id: 'outlet_unknown' })).status).toBe(400)
})

test('the time is that of the outlet', () => {
  const row = { ...main, company_id: 'cmp_1', outlet_id: 'outlet_1', created_at: new Date(), updated_at: new Date() }
  const noon = Date.UTC(2026, 0, 5, 12, 0)
  expect(outletText({ ...row, time_zone: 'Asia/Tokyo' }, noon)).toContain('Monday')
  expect(outletText({ ...row, time_zone: 'Asia/Tokyo' }, noon)).toContain('21:00')
})
