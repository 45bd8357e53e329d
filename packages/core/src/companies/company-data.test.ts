import { randomBytes } from 'node:crypto'
import { companiesApi } from '@craveva/contract/companies'
import { errorCodesOf } from '@craveva/contract/endpoint'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createOneOfEach, type OneOfEach } from '../testing/one-of-each.ts'
import { createTestClient } from '../testing/test-client.ts'
import { tenantTables } from './company-data.store.ts'
import { applyRetention } from './retention.job.ts'

const day = 24 * 3600_000
const password = 'SecurePassword123!'
let clock = Date.now()
let app: TestApp
let shared: OneOfEach
let other: OneOfEach

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
  shared = await createOneOfEach(app)
  other = await createOneOfEach(app)
})
afterAll(() => app.stop())

async function exportOf({ owner, companyId }: OneOfEach) {
  const response = await fetch(`${app.apiUrl}/companies/${companyId}/export`, { headers: { authorization: `Bearer ${owner.token}` } })
  const text = await response.text()
  return {
    response,
    text,
    lines: text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line)),
  }
}

/** How many rows of a company each table has. */
const rowsOf = (companyId: string) =>
  inCompany(app.core.services.pool, companyId, async db => {
    const counts: Record<string, number> = {}
    for (const { name } of await tenantTables(db)) {
      const { rows } = await sql<{
        count: number
      }>`select count(*) as count from ${sql.table(name)} where company_id = ${companyId}`.execute(db)
      counts[name] = rows[0]?.count ?? 0
    }
    return counts
  })

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

test('an export holds everything of the company, its files, and nothing of another or secret', async () => {
  const own = shared
  const { response, text, lines } = await exportOf(own)
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  expect(response.headers.get('content-disposition')).toContain(`${own.companyId}.jsonl`)
  expect(lines[0]).toMatchObject({ craveva_export: 1, company_id: own.companyId })
  expect(lines.at(-1)).toEqual({ complete: true })
  const tables = new Set(lines.flatMap(({ table }) => table ?? []))
  for (const table of [
    'companies',
    'users',
    'agents',
    'agent_versions',
    'documents',
    'deployments',
    'conversations',
    'messages',
    'executions',
    'outlets',
    'audit_entries',
    'api_keys',
  ])
    expect(tables).toContain(table)
  const [file] = lines.filter(line => line.file)
  expect(Buffer.from(file.base64, 'base64').toString()).toContain('Goods can be returned within 30 days')
  expect(text).not.toContain(other.companyId)
  expect(text).not.toMatch(/argon2|password_hash|token_hash|key_hash|sealed/)
  for (const key of Object.values(own.keys)) expect(text).not.toContain(key.slice(12))
})

test('one export of a company is written at a time, and who asks for another is told so', async () => {
  const exported = async () => (await exportOf(other)).response.status
  expect(new Set(await Promise.all(Array.from({ length: 6 }, exported)))).toEqual(new Set([200, 409]))
  expect(await exported()).toBe(200)
  expect(errorCodesOf(companiesApi.export)).toContain('CONFLICT')
})

test('an export takes an owner', async () => {
  const { keys, companyId } = shared
  expect((await createTestClient(app.apiUrl, keys.read).get(`/companies/${companyId}/export`)).status).toBe(403)
})

test('an erased company leaves no row, no file and no way in', async () => {
  const own = await createOneOfEach(app)
  const path = `/companies/${own.companyId}/erase`
  const { email } = (await own.owner.get('/auth/me')).body.user
  const keysBefore = total(await rowsOf(other.companyId))
  const stored = await inCompany(app.core.services.pool, own.companyId, db => db.selectFrom('documents').select('file_key').execute())
  expect((await own.owner.post(path, { name: 'Another Corp', password })).status).toBe(400)
  expect((await own.owner.post(path, { name: 'Example Corp', password: 'wrong password' })).status).toBe(401)
  expect((await own.owner.post(path, { name: 'Example Corp', password })).status).toBe(200)
  expect(total(await rowsOf(own.companyId))).toBe(0)
  expect(total(await rowsOf(other.companyId))).toBe(keysBefore)
  const left = await app.core.services.pool.selectFrom('directory').selectAll().where('company_id', '=', own.companyId).execute()
  expect(left).toEqual([])
  for (const { file_key } of stored) await expect(app.core.services.files.pathOf(file_key ?? '')).rejects.toThrow()
  expect((await own.owner.get('/auth/me')).status).toBe(401)
  expect((await createTestClient(app.apiUrl, own.keys.read).get('/agents')).status).toBe(401)
  expect((await app.anonymous.post(`/agents/${own.params.agent_id}/chat`, { message: 'Hello' })).status).toBe(404)
  const again = { email, password, full_name: 'John Doe', company_name: 'Example Corp' }
  expect((await app.anonymous.post('/auth/register', again)).status).toBe(201)
})

test('a visitor is found by one of their conversations or by what they wrote, exported and erased', async () => {
  const { owner, companyId, params } = shared
  const chat = `/agents/${params.agent_id}/chat`
  const address = `jane.o'neil+50%_${randomBytes(4).toString('hex')}@example.com`
  await app.anonymous.post(chat, { message: `My address is ${address.toUpperCase()}, where is my order?` })
  await app.anonymous.post(chat, { message: 'I have another "question" \\ here' })
  const exported = async (visitor: object) => (await owner.post(`/companies/${companyId}/visitors/export`, visitor)).body.conversations
  const [found, ...none] = await exported({ mentions: address })
  expect(none).toEqual([])
  expect(found.messages.map(({ role }: { role: string }) => role)).toEqual(['visitor', 'agent'])
  expect(await exported({ mentions: 'another "question" \\' })).toHaveLength(1)
  expect(await exported({ mentions: '%%%%%' })).toEqual([])
  expect(await exported({ conversation_id: params.conversation_id })).toHaveLength(1)
  const erased = await owner.post(`/companies/${companyId}/visitors/erase`, { mentions: address })
  expect(erased.body.conversations_erased).toBe(1)
  expect(await exported({ mentions: address })).toEqual([])
  expect(await exported({ conversation_id: params.conversation_id })).toHaveLength(1)
  expect((await owner.post(`/companies/${companyId}/visitors/erase`, {})).status).toBe(400)
})

test('what is older than the company keeps goes, and nothing else', async () => {
  const own = await createOneOfEach(app)
  await own.owner.post(`/agents/${own.params.agent_id}/execute`, { input: 'Hello' })
  expect((await own.owner.put(`/companies/${own.companyId}`, { retention_days: 30 })).body.company.retention_days).toBe(30)
  const [had, others] = [await rowsOf(own.companyId), await rowsOf(other.companyId)]
  expect([had.conversations, had.executions].every(count => Number(count) > 0)).toBe(true)
  await applyRetention(app.core.services)
  expect(await rowsOf(own.companyId)).toMatchObject({ conversations: had.conversations, executions: had.executions })
  clock += 31 * day
  await applyRetention(app.core.services)
  expect(await rowsOf(own.companyId)).toMatchObject({ conversations: 0, messages: 0, executions: 0, agents: 1, users: 1 })
  expect(await rowsOf(other.companyId)).toMatchObject({ conversations: others.conversations, executions: others.executions })
  clock -= 31 * day
  await own.owner.put(`/companies/${own.companyId}`, { retention_days: null })
  expect(await app.core.services.pool.selectFrom('directory').select('id').where('kind', '=', 'retention').execute()).toEqual([])
})

test('the audit log tells who changed what, and never a value', async () => {
  const { owner, companyId, params, userId } = shared
  const key = await owner.post('/account/api-keys', { name: 'For the log', permissions: ['write'] })
  const byKey = createTestClient(app.apiUrl, key.body.api_key.key)
  await byKey.put(`/agents/${params.agent_id}`, { name: 'Renamed by a key' })
  await owner.put(`/agents/${params.agent_id}`, { temperature: 7 })
  const { body } = await owner.get(`/companies/${companyId}/audit-log?limit=100`)
  const [latest, made] = body.entries
  expect(latest).toMatchObject({
    action: 'agents.update',
    actor: { kind: 'key', id: userId, name: 'For the log', key_id: key.body.api_key.id },
    target: { agent_id: params.agent_id },
    changed: ['name'],
    address: '127.0.0.1',
  })
  expect(made).toMatchObject({ action: 'account.createKey', actor: { kind: 'user', id: userId }, target: { id: key.body.api_key.id } })
  expect(JSON.stringify(body)).not.toContain('Renamed')
  expect((await owner.get(`/companies/${companyId}/audit-log?action=agents.create`)).body.total).toBe(1)
  const actions = body.entries.map(({ action }: { action: string }) => action)
  expect(actions).not.toContain('executions.execute')
})

test('the audit log can only be added to', async () => {
  const { companyId } = shared
  const { pool } = app.core.services
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: app.databaseUrl, max: 1 }) }) })
  await expect(inCompany(pool, companyId, db => db.deleteFrom('audit_entries').execute())).rejects.toThrow('permission denied')
  await expect(inCompany(pool, companyId, db => db.updateTable('audit_entries').set({ actor_name: 'x' }).execute())).rejects.toThrow(
    'permission denied',
  )
  await expect(sql`delete from audit_entries`.execute(owner)).rejects.toThrow('only ever added to')
  await owner.destroy()
})
