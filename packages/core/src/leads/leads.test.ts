import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestClient } from '../testing/test-client.ts'
import { toCsvLine } from './to-csv-line.ts'

let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
  agentId = (await deployAgent(owner)).agentId
})
afterAll(() => app.stop())

const capture = (lead: object, headers = {}) => app.anonymous.post(`/agents/${agentId}/leads`, lead, { headers })
const consent = 'I agree to be contacted about my question.'

test('what a visitor leaves is listed with their consent, in their conversation', async () => {
  const chat = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  const { conversation_id, visitor_token } = chat.body
  const given = { name: 'Jane', email: 'jane@example.com', fields: { size: 'M' }, consent, conversation_id }
  expect((await capture(given)).status).toBe(404)
  const { status, body } = await capture(given, { 'x-visitor-token': visitor_token })
  expect(status).toBe(201)
  const listed = await owner.get(`/leads?agent_id=${agentId}`)
  expect(listed.body.leads[0]).toMatchObject({
    lead_id: body.lead.lead_id,
    name: 'Jane',
    email: 'jane@example.com',
    phone: null,
    fields: { size: 'M' },
    conversation_id,
    consent: { text: consent },
  })
  expect((await (await app.signUp()).get('/leads')).body.leads).toEqual([])
})

test.each([
  [{ email: 'jane@example.com' }, 'consent'],
  [{ name: 'Jane', consent }, 'email'],
  [{ email: 'nonsense', consent }, 'email'],
  [{ phone: 'call me', consent }, 'phone'],
  [{ email: 'jane@example.com', consent, admin: true }, 'admin'],
])('%j is refused', async (lead, field) => {
  const { status, body } = await capture(lead)
  expect(status).toBe(400)
  expect(Object.keys(body.details)).toContain(field)
})

test('an agent that is not deployed takes none', async () => {
  const created = await owner.post('/agents', { name: 'Inside', type: 'custom' })
  const answer = await app.anonymous.post(`/agents/${created.body.agent.agent_id}/leads`, { email: 'jane@example.com', consent })
  expect(answer.status).toBe(404)
})

test('the export holds every lead, and no formula', async () => {
  const formula = '=HYPERLINK("https://attacker.example","Click")'
  await capture({ name: formula, email: 'jane@example.com', message: 'Line 1\nLine "2"', consent })
  const response = await fetch(`${app.apiUrl}/leads/export`, { headers: { authorization: `Bearer ${owner.token}` } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/csv')
  const rows = parse<Record<string, string>>(await response.text(), { columns: true })
  const { body } = await owner.get('/leads')
  expect(rows).toHaveLength(body.total)
  expect(rows.at(-1)).toMatchObject({ name: `'${formula}`, message: 'Line 1\nLine "2"' })
})

test('any values survive a line of CSV, and none begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), values => {
      const [cells = []] = parse(toCsvLine(values)) as string[][]
      return cells.every((cell, index) => (cell === values[index] || cell === `'${values[index]}`) && !/^[=+\-@\t\r]/.test(cell))
    }),
  )
})
