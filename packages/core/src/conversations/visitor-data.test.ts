import { webhookEventTypes } from '@craveva/contract/webhook-events'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createOneOfEach, type OneOfEach } from '../testing/one-of-each.ts'
import { waitFor } from '../testing/wait-for.ts'
import { keptTables, visitorTables } from './visitor-tables.ts'

let app: TestApp
let own: OneOfEach
let client: pg.Client

beforeAll(async () => {
  app = await createTestApp()
  own = await createOneOfEach(app)
  client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await app.stop()
})

test('every table whose rows lead to a visitor is erased, or kept for a reason', async () => {
  // A table leads to a visitor by the name of a column, or by a foreign key to one that does.
  const { rows } = await client.query<{ name: string }>(`
    with recursive tables as (
      select class.oid, class.relname::text as name from pg_class class
      where class.relkind = 'r' and class.relrowsecurity and class.relnamespace = current_schema()::regnamespace
    ), named_by as (
      select tables.* from tables where exists (select from pg_attribute where attrelid = oid and attnum > 0 and not attisdropped
        and attname ~ '^(from_)?(conversation_id|execution_id|address_id|message_id|lead_id|visitor.*|profile)$')
      union
      select tables.* from named_by
      join pg_constraint on contype = 'f' and confrelid = named_by.oid
      join tables on tables.oid = conrelid
    )
    select name from named_by order by name`)
  const known = [...visitorTables.map(({ name }) => name), ...Object.keys(keptTables)]
  expect(rows.map(({ name }) => name).filter(name => !known.includes(name))).toEqual([])
  expect(rows.length).toBeGreaterThan(12)
})

/** Tables of the whole database, jobs included, in which a text stands: as it is, or as bytes. */
async function placesOf(text: string) {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_schema in (current_schema(), 'jobs') and table_type = 'BASE TABLE'`,
  )
  const places: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await client.query(`select count(*)::int as count from ${schema}."${name}" as row where row::text ilike any($1)`, [
      [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`],
    ])
    if (rows[0].count > 0) places.push(name)
  }
  return places.sort()
}

const email = 'quillfeather@example.com'

/** Everything that a visitor can leave anywhere, each time with their address in it. */
async function leaveTraces() {
  const { owner, params, companyId } = own
  const webhook = await owner.post('/webhooks', { url: 'https://shop.example/all', events: [...webhookEventTypes] })
  const path = `/agents/${params.agent_id}`
  const form = new FormData()
  form.set('file', new Blob([`I am ${email}`]), `${email}.txt`)
  const file = await app.anonymous.post(`${path}/files`, form)
  const message = `Which zeppelin flies to ${email}?`
  const { body: chat } = await app.anonymous.post(`${path}/chat`, { message, file_ids: [file.body.file.file_id] })
  const visitor = { headers: { 'x-visitor-token': chat.visitor_token } }
  const contact = { name: email, email, phone: '+43 1 2345678', message: email, fields: { size: email }, consent: 'You may write to me.' }
  await app.anonymous.post(`${path}/leads`, { ...contact, conversation_id: chat.conversation_id }, visitor)
  await app.anonymous.post(`${path}/leads`, contact)
  await app.anonymous.post(`${path}/conversations/${chat.conversation_id}/rating`, { rating: 'bad', reason: email }, visitor)
  await app.anonymous.post(`${path}/conversations/${chat.conversation_id}/hand-off`, {}, visitor)
  const conversation = `/conversations/${chat.conversation_id}`
  await owner.post(`${conversation}/take-over`)
  await owner.post(`${conversation}/messages`, { text: `Dear ${email}` })
  await owner.post(`${conversation}/notes`, { text: `Is ${email}` })
  await owner.post(`${conversation}/ban`, { reason: `${email} is rude` })
  await owner.post(`/executions/${chat.execution_id}/save-as-test`)
  await writeOnChannel()
  const delivered = async () => (await owner.get(`/webhooks/${webhook.body.webhook.webhook_id}/deliveries`)).body.deliveries
  await waitFor(async () => (await delivered()).some((delivery: { attempts: number }) => delivery.attempts > 0))
  return { companyId, chat }
}

async function writeOnChannel() {
  const { params, adapter } = own
  const path = `/adapter/deployments/${params.deployment_id}`
  const at = { address: email, sender: { id: email, name: email } }
  const event = {
    ...at,
    kind: 'message',
    event_id: 'event-9',
    message_id: 'message-9',
    sent_at: new Date().toISOString(),
    text: `From ${email}`,
  }
  const files = [{ ref: 'photo-9', name: `${email}.txt`, media_type: 'text/plain' }]
  const stored = await app.anonymous.post(
    `${path}/events`,
    { events: [{ ...event, files }], handling: { merge_ms: 0 } },
    { headers: { ...adapter } },
  )
  expect([stored.status, stored.body]).toEqual([200, expect.anything()])
  const form = new FormData()
  for (const [name, value] of Object.entries({ event_id: 'event-9', index: '0' })) form.set(name, value)
  form.append('file', new Blob([`I am ${email}`]), `${email}.txt`)
  await app.anonymous.post(`${path}/files`, form, { headers: { ...adapter } })
  await waitFor(async () => (await client.query(`select from messages where parts::text like '%From ${email}%'`)).rowCount === 1)
}

test('what a visitor left anywhere is exported, and nothing of it is left once they are erased', async () => {
  const { companyId } = await leaveTraces()
  const places = await placesOf(email)
  for (const table of [
    'agent_tests',
    'channel_addresses',
    'conversation_notes',
    'events',
    'leads',
    'messages',
    'ratings',
    'visitor_files',
    'unanswered_questions',
    'visitor_bans',
  ])
    expect(places).toContain(table)
  const { body } = await own.owner.post(`/companies/${companyId}/visitors/export`, { mentions: email })
  expect(body.conversations.map(({ channel }: { channel: string }) => channel).sort()).toEqual(['web', 'web'])
  expect(body.records.leads).toHaveLength(2)
  expect(Buffer.from(body.records.visitor_files[0].content_base64, 'base64').toString()).toBe(`I am ${email}`)
  expect(Object.keys(body.records).sort()).toEqual([
    'agent_tests',
    'channel_addresses',
    'conversation_notes',
    'inbox_events',
    'leads',
    'ratings',
    'unanswered_questions',
    'visitor_files',
  ])
  const erased = await own.owner.post(`/companies/${companyId}/visitors/erase`, { mentions: email })
  expect(erased.body.conversations_erased).toBe(2)
  expect(await placesOf(email)).toEqual([])
  expect((await own.owner.post(`/companies/${companyId}/visitors/export`, { mentions: email })).body).toEqual({
    conversations: [],
    records: {},
  })
  const { rows } = await client.query('select reason from visitor_bans')
  expect(rows).toEqual([{ reason: '' }])
})

test('a conversation that its visitor deletes leaves nothing of what was said', async () => {
  const path = `/agents/${own.params.agent_id}`
  const { body } = await app.anonymous.post(`${path}/chat`, { message: 'Which zeppelin flies to Brambledown?' })
  expect(await placesOf('brambledown')).toContain('events')
  const visitor = { headers: { 'x-visitor-token': body.visitor_token } }
  expect((await app.anonymous.delete(`${path}/conversations/${body.conversation_id}`, visitor)).status).toBe(200)
  expect(await placesOf('brambledown')).toEqual([])
})
