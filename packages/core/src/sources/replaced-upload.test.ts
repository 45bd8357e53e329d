import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { ingest } from './ingest.job.ts'

let app: TestApp
let owner: TestClient
let directory: string

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
  directory = await mkdtemp(join(tmpdir(), 'replaced-'))
})
afterAll(async () => {
  await app.stop()
  await rm(directory, { recursive: true })
})

const upload = (days: number, more: Record<string, string>) =>
  owner.upload({ 'returns.md': `# Returns\n\nGoods can be returned within ${days} days after they arrived.` }, more)

test('a file that is uploaded anew while it is being read is not replaced by what it was', async () => {
  const { body } = await upload(30, { source_name: 'Help' })
  const { connection_id } = body.data_source
  const isRead = () => waitFor(async () => (await owner.get(`/data-sources/${connection_id}`)).body.data_source.status === 'connected')
  await isRead()
  const { services } = app.core
  const { rows } = await sql<{ company_id: string }>`select company_id from directory limit 1`.execute(services.pool)
  const company_id = rows[0]?.company_id ?? ''
  await inCompany(services.pool, company_id, db => sql`update documents set status = 'pending'`.execute(db))

  const reading = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  const files = {
    ...services.files,
    async pathOf(key: string) {
      const copy = join(directory, 'returns.md')
      await copyFile(await services.files.pathOf(key), copy)
      reading.resolve()
      await mayGoOn.promise
      return copy
    },
  }
  const slow = ingest({ ...services, files }, { company_id, connection_id }, new AbortController().signal)
  await reading.promise
  expect((await upload(60, { connection_id })).status).toBe(201)
  await isRead()
  mayGoOn.resolve()
  await slow

  const agent = await owner.post('/agents', { name: 'Reader', data_sources: [connection_id] })
  const answer = await owner.post(`/agents/${agent.body.agent.agent_id}/execute`, { input: 'Within how many days can goods be returned?' })
  expect(answer.body.citations[0].excerpt).toContain('within 60 days')
})
