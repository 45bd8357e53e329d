import { webhookEvents } from '@craveva/contract/webhook-events'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { noteSlowness } from './queue.store.ts'
import { maxAttempts } from './retry-schedule.ts'
import { surviveOutage } from './testing/outage.ts'
import { type Reaction, startReceiver } from './testing/receiver.ts'

let app: TestApp
/** May reach nothing but public addresses, and finds every name on this machine. */
let strict: TestApp

beforeAll(async () => {
  app = await createTestApp({ model: scriptedModel(() => saying('All is well.')), egressAllow: ['127.0.0.1:*'] })
  strict = await createTestApp({ lookup: async () => ['127.0.0.1'] })
})
afterAll(() => Promise.all([app.stop(), strict.stop()]))

/** A company with a receiver that listens to these events. */
async function listening(events: string[], ...reactions: Reaction[]) {
  const receiver = await startReceiver(...reactions)
  onTestFinished(() => receiver.close())
  const owner = await app.signUp()
  const { body } = await owner.post('/webhooks', { url: receiver.url, events })
  const path = `/webhooks/${body.webhook.webhook_id}`
  return { receiver, owner, path, webhook: body.webhook }
}

/** Makes what waits for its next attempt due now, as its so-manieth: the queue goes by the clock of the database. */
const letTimePass = (tries = sql`tries`) =>
  sql`update webhook_queue set due_at = now(), tries = ${tries} where not in_flight`.execute(app.core.services.pool)

/** Puts a moment of the company's webhooks into the past. */
async function age(owner: TestClient, column: 'failing_since' | 'previous_until', hours: number) {
  const companyId = (await owner.get('/auth/me')).body.user.company_id
  const past = sql`update webhooks set ${sql.ref(column)} = ${sql.ref(column)} - make_interval(hours => ${hours})`
  await inCompany(app.core.services.pool, companyId, db => past.execute(db))
}

async function settled(owner: TestClient, path: string, is: (delivery: { status: string; attempts: number }) => boolean) {
  const read = async () => (await owner.get(path)).body.delivery
  await waitFor(async () => is(await read()))
  return read()
}

test('a webhook is created, read, changed and deleted; its secret is shown once', async () => {
  const owner = await app.signUp()
  const created = await owner.post('/webhooks', { url: 'https://example.com/webhook', events: ['agent.execute'] })
  expect(created.status).toBe(201)
  expect(created.body.webhook).toMatchObject({ url: 'https://example.com/webhook', events: ['agent.execute'], status: 'active' })
  expect(created.body.webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const path = `/webhooks/${created.body.webhook.webhook_id}`
  const changed = await owner.put(path, { events: ['agent.updated', 'agent.updated'], status: 'disabled' })
  expect(changed.body.webhook).toMatchObject({ events: ['agent.updated'], status: 'disabled', status_message: 'Disabled by your company.' })
  expect(changed.body.webhook.secret).toBeUndefined()
  expect((await owner.put(path, { status: 'active' })).body.webhook).toMatchObject({ status: 'active', status_message: null })
  expect((await owner.get('/webhooks')).body).toMatchObject({ total: 1, webhooks: [{ webhook_id: created.body.webhook.webhook_id }] })
  const stored = await inCompany(app.core.services.pool, (await owner.get('/auth/me')).body.user.company_id, db =>
    db.selectFrom('webhooks').select('secret').executeTakeFirstOrThrow(),
  )
  expect(stored.secret).toMatch(/^sealed:/)
  expect((await app.signUp().then(other => other.get(path))).status).toBe(404)
  expect((await owner.delete(path)).status).toBe(200)
  expect((await owner.get(path)).status).toBe(404)
})

test.each([
  ['ftp://example.com', /https/],
  ['http://10.0.0.1/', /EGRESS_ALLOW=10.0.0.1:80/],
  ['http://[::ffff:169.254.169.254]/', /EGRESS_ALLOW/],
  ['https://me:secret@example.com/', /password out of the URL/],
  ['https://example.com:25/', /Port 25/],
])('%s is refused at once', async (url, why) => {
  const { status, body } = await (await strict.signUp()).post('/webhooks', { url, events: ['agent.execute'] })
  expect(status).toBe(400)
  expect(body.details.url).toMatch(why)
})

describe('what happens arrives', () => {
  test('signed, as the contract describes it', async () => {
    const { receiver, owner, webhook } = await listening([
      'agent.execute',
      'agent.updated',
      'conversation.started',
      'conversation.message',
      'deployment.status',
      'data_source.synced',
    ])
    const { agentId } = await deployAgent(owner, { model: 'test/one' })
    await owner.put(`/agents/${agentId}`, { name: 'Renamed' })
    await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
    await owner.post(`/agents/${agentId}/execute`, { input: 'What are my recent orders?' })
    await owner.upload({ 'shop.md': '# Shop\n\nWe open at nine.' })
    const received = await receiver.waitFor(8)
    const messages = received.map(
      ({ headers, body }) =>
        new Webhook(webhook.secret).verify(body, headers as Record<string, string>) as { type: keyof typeof webhookEvents; data: unknown },
    )
    for (const { type, data } of messages) webhookEvents[type].parse(data)
    expect(messages.map(({ type }) => type).toSorted()).toEqual([
      'agent.execute',
      'agent.execute',
      'agent.updated',
      'conversation.message',
      'conversation.message',
      'conversation.started',
      'data_source.synced',
      'deployment.status',
    ])
    expect(messages.find(({ type }) => type === 'agent.execute')?.data).toMatchObject({
      agent_id: agentId,
      response: 'All is well.',
      tokens_used: 15,
    })
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(8)
  })

  test('only what was asked for, and only to the company it concerns', async () => {
    const { receiver, owner, path } = await listening(['agent.updated'])
    const other = await listening(['agent.updated'])
    const { agentId } = await deployAgent(owner)
    await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
    await owner.put(`/agents/${agentId}`, { name: 'Renamed' })
    await receiver.waitFor(1)
    expect((await owner.get(`${path}/deliveries`)).body.total).toBe(1)
    expect(other.receiver.received).toEqual([])
    const events = await inCompany(app.core.services.pool, (await owner.get('/auth/me')).body.user.company_id, db =>
      db.selectFrom('events').select('type').execute(),
    )
    expect(events.map(({ type }) => type)).toEqual(['agent.updated'])
  })

  test('with both secrets for a day after a new one was made', async () => {
    const { receiver, owner, path, webhook } = await listening(['agent.updated'])
    const rotated = await owner.post(`${path}/rotate-secret`)
    await owner.post(`${path}/test`)
    const [during] = await receiver.waitFor(1)
    const verify = (secret: string, { body, headers }: NonNullable<typeof during>) =>
      new Webhook(secret).verify(body, headers as Record<string, string>)
    if (!during) throw new Error('nothing came')
    for (const secret of [webhook.secret, rotated.body.webhook.secret])
      expect(verify(secret, during)).toMatchObject({ type: 'webhook.test' })
    expect(Date.parse(rotated.body.webhook.previous_secret_valid_until)).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    await age(owner, 'previous_until', 25)
    await owner.post(`${path}/test`)
    const [, after] = await receiver.waitFor(2)
    expect(String(after?.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })
})

describe('a receiver that', () => {
  test('fails twice gets the message a third time, under the same id', async () => {
    const { receiver, owner, path } = await listening(
      ['agent.updated'],
      { status: 500, body: 'not\0 now' },
      { status: 302, headers: { location: '/elsewhere' } },
    )
    const event = (await owner.post(`${path}/test`)).body.delivery.event_id
    const delivery = `${path}/deliveries/${event}`
    for (const attempts of [1, 2]) {
      await settled(owner, delivery, found => found.attempts >= attempts)
      await letTimePass()
    }
    const done = await settled(owner, delivery, ({ status }) => status === 'delivered')
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([event]))
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    expect(done.attempt_log.map((attempt: { response: { status: number } }) => attempt.response.status)).toEqual([204, 302, 500])
    expect(done.attempt_log[2]).toMatchObject({
      response: { body: 'not\uFFFD now' },
      request: { url: receiver.url, headers: { 'webhook-id': event } },
    })
    expect(done.attempt_log[1].error).toMatch(/redirect \(302\), which is not followed/)
  })

  test('never answers rightly is given up after ten attempts, and can have it again', async () => {
    const { receiver, owner, path } = await listening(['agent.updated'], { status: 503 }, { status: 503 })
    const event = (await owner.post(`${path}/test`)).body.delivery.event_id
    const delivery = `${path}/deliveries/${event}`
    await settled(owner, delivery, found => found.attempts === 1)
    await letTimePass(sql`${maxAttempts - 1}`)
    const failed = await settled(owner, delivery, ({ status }) => status === 'failed')
    expect(failed).toMatchObject({ attempts: 2, next_attempt_at: null, last_status_code: 503 })
    const again = await owner.post(`${path}/redeliver`, {
      since: new Date(Date.now() - 60_000).toISOString(),
      until: new Date(Date.now() + 60_000).toISOString(),
    })
    expect(again.body).toEqual({ redelivered: 1 })
    expect(await settled(owner, delivery, ({ status }) => status === 'delivered')).toMatchObject({ attempts: 3 })
    await owner.post(`${delivery}/redeliver`)
    await receiver.waitFor(4)
    expect((await owner.get(`${path}/deliveries?status=failed`)).body.total).toBe(0)
  })

  test('says 410 is not asked again', async () => {
    const { receiver, owner, path } = await listening(['agent.updated'], { status: 410 })
    await owner.post(`${path}/test`)
    await receiver.waitFor(1)
    await waitFor(async () => (await owner.get(path)).body.webhook.status === 'disabled')
    const { email } = (await owner.get('/auth/me')).body.user
    await waitFor(() => app.mail.sent.some(({ to, subject }) => to === email && subject === 'A webhook was disabled'))
    expect(app.mail.sent.findLast(({ to }) => to === email)?.text).toMatch(/127\.0\.0\.1.*410 Gone/s)
    expect((await owner.get(path)).body.webhook.status_message).toMatch(/410 Gone/)
    expect((await owner.post(`${path}/test`)).status).toBe(409)
    const { agentId } = await deployAgent(owner)
    await owner.put(`/agents/${agentId}`, { name: 'Renamed' })
    expect((await owner.get(`${path}/deliveries`)).body.total).toBe(1)
  })

  test('says 410 where it was before is asked where it is now', async () => {
    const answer = Promise.withResolvers<Reaction>()
    const before = await startReceiver(() => answer.promise)
    const after = await startReceiver()
    onTestFinished(() => Promise.all([before.close(), after.close()]).then(() => {}))
    const owner = await app.signUp()
    const { webhook } = (await owner.post('/webhooks', { url: before.url, events: ['agent.updated'] })).body
    const path = `/webhooks/${webhook.webhook_id}`
    const { event_id } = (await owner.post(`${path}/test`)).body.delivery
    await before.waitFor(1)
    await owner.put(path, { url: after.url })
    answer.resolve({ status: 410 })
    await settled(owner, `${path}/deliveries/${event_id}`, ({ attempts }) => attempts === 1)
    expect((await owner.get(path)).body.webhook.status).toBe('active')
    await letTimePass()
    await after.waitFor(1)
  })

  test('fails for five days is disabled; one success and it begins anew', async () => {
    const { owner, path, receiver } = await listening(['agent.updated'], { status: 500 }, { status: 204 }, { status: 500 }, { status: 500 })
    const send = async () => {
      const { event_id } = (await owner.post(`${path}/test`)).body.delivery
      await settled(owner, `${path}/deliveries/${event_id}`, found => found.attempts === 1)
      // Its next attempt would come after five seconds, and be answered in the place of another message.
      await sql`delete from webhook_queue where event_id = ${event_id}`.execute(app.core.services.pool)
      return (await owner.get(path)).body.webhook.status
    }
    await send()
    await age(owner, 'failing_since', 6 * 24)
    expect(await send()).toBe('active')
    expect(await send()).toBe('active')
    await age(owner, 'failing_since', 6 * 24)
    expect(await send()).toBe('disabled')
    expect(receiver.received).toHaveLength(4)
    expect((await owner.get(path)).body.webhook.status_message).toMatch(/nothing arrived for 5 days/)
  })

  test('hangs holds nobody else up', async () => {
    const hung = await listening(['agent.updated'], ...Array<Reaction>(20).fill('hang'))
    const good = await listening(['agent.updated'])
    for (let n = 0; n < 10; n++) await hung.owner.post(`${hung.path}/test`)
    await hung.receiver.waitFor(4)
    await good.owner.post(`${good.path}/test`)
    await good.receiver.waitFor(1)
    // A webhook gets four at a time, whatever waits for it.
    expect(hung.receiver.received).toHaveLength(4)
  })

  test('has let us wait gets one at a time until it answers at once', async () => {
    const { pool } = app.core.services
    const { owner, path, receiver, webhook } = await listening(['agent.updated'], 'hang')
    const company_id: string = (await owner.get('/auth/me')).body.user.company_id
    await pool.insertInto('slow_webhooks').values({ webhook_id: webhook.webhook_id, company_id }).execute()
    for (let n = 0; n < 3; n++) await owner.post(`${path}/test`)
    await receiver.waitFor(1)
    const inFlight = pool.selectFrom('webhook_queue').select('event_id').where('webhook_id', '=', webhook.webhook_id)
    await waitFor(async () => (await inFlight.where('in_flight', '=', true).execute()).length === 1)
    await good(owner)
    expect(receiver.received).toHaveLength(1)
    await noteSlowness(pool, { ...queuedFor(webhook.webhook_id, company_id), slow: true }, false)
    await owner.post(`${path}/test`)
    await receiver.waitFor(4)
  })

  /** Another message comes and goes meanwhile. */
  async function good(owner: TestClient) {
    const other = await startReceiver()
    onTestFinished(() => other.close())
    const { webhook } = (await owner.post('/webhooks', { url: other.url, events: ['agent.updated'] })).body
    await owner.post(`/webhooks/${webhook.webhook_id}/test`)
    await other.waitFor(1)
  }

  const queuedFor = (webhook_id: string, company_id: string) => ({ webhook_id, company_id, event_id: '', tries: 0 })
})

test('a receiver that is down for a day gets everything in the end, or it is listed', async () => {
  let down = true
  const receiver = await startReceiver(() => ({ status: down ? 503 : 204 }))
  onTestFinished(() => receiver.close())
  const owner = await app.signUp()
  const { webhook } = (await owner.post('/webhooks', { url: receiver.url, events: ['agent.updated'] })).body
  const mend = () => {
    down = false
  }
  const outcome = await surviveOutage(app, owner, webhook.webhook_id, { events: 20, hours: 24, mend })
  expect(outcome).toEqual({ all: 20, delivered: 20, failed: 0, pending: 0 })
})

test('a private address is refused when the message is sent, whatever the name says', async () => {
  const owner = await strict.signUp()
  const { body } = await owner.post('/webhooks', { url: 'https://shop.example/hook', events: ['agent.updated'] })
  const path = `/webhooks/${body.webhook.webhook_id}`
  const event = (await owner.post(`${path}/test`)).body.delivery.event_id
  const { attempt_log } = await settled(owner, `${path}/deliveries/${event}`, ({ attempts }) => attempts === 1)
  expect(attempt_log[0]).toMatchObject({
    response: null,
    error: expect.stringMatching(/leads to 127.0.0.1, which is not a public address/),
  })
})
