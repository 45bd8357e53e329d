import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { ModelError } from '../models/model-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { expirePlanCredits } from './account.service.ts'
import { toMicro } from './credits.ts'
import { insertEntry } from './ledger.store.ts'
import { priceOf, quote } from './prices.ts'
import { sweepBilling } from './sweep-billing.ts'

/** Speaks slowly when asked to, fails when asked to. */
const model = scriptedModel(request => {
  const question = request.messages.at(-1)?.content ?? ''
  if (question.includes('fail')) return [new ModelError('bad_request', 'No.')]
  return saying('All is well with you.', question.includes('slowly') ? 100 : 0)
})
const cost = priceOf('test/one', { input_tokens: 10, output_tokens: 5 })

let app: TestApp
let owner: TestClient
let companyId: string
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model, planDefault: 'starter' })
})
afterAll(() => app.stop())
beforeEach(async () => {
  owner = await app.signUp()
  companyId = (await owner.get('/auth/me')).body.user.company_id
  agentId = (await deployAgent(owner, { model: 'test/one' })).agentId
})

const here = <T>(work: (db: Db) => Promise<T>) => inCompany(app.core.services.pool, companyId, work)
const balance = async () => (await owner.get('/billing/credits')).body
const chat = (message: string) => app.anonymous.post(`/agents/${agentId}/chat`, { message })
const kinds = async () => (await owner.get('/billing/credits/transactions')).body.transactions.map(({ kind }: { kind: string }) => kind)

/** Leaves a company with so many credits. */
const leaveOnly = (credits: number) =>
  here(db =>
    insertEntry(db, {
      ...{ company_id: companyId, transaction_id: newId('txn'), kind: 'expire', source: `test:${newId('txn')}` },
      ...{ available: toMicro(credits - 1000), outside: toMicro(1000 - credits) },
    }),
  )

describe('a turn', () => {
  test('is charged for what it used, and counted by what it was for', async () => {
    await chat('Hello')
    await owner.post(`/agents/${agentId}/execute`, { input: 'Hello' })
    await waitFor(async () => (await balance()).held_credits === 0)
    expect(await balance()).toEqual({
      credits: 1000 - 2 * (cost / 1e6),
      total_credits: 1000,
      used_credits: 2 * (cost / 1e6),
      held_credits: 0,
    })
    expect(await kinds()).toEqual(['charge', 'hold', 'charge', 'hold', 'grant'])
    const { usage } = (await owner.get('/billing/usage?group_by=day')).body
    const figures = { requests: 2, tokens: 30, credits: 2 * (cost / 1e6), cost: expect.closeTo((2 * cost) / 1e8, 6) }
    expect(usage).toMatchObject({
      ...{
        total_requests: 2,
        total_tokens: 30,
        by_operation: { agent_execute: 2, data_query: 0 },
        by_agent: [{ agent_id: agentId, ...figures }],
      },
      ...{
        by_channel: [
          { channel: 'api', requests: 1 },
          { channel: 'web', requests: 1 },
        ],
        by_outlet: [{ outlet_id: null, ...figures }],
      },
      periods: [
        { start: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`, ...figures, by_operation: { agent_execute: 2, data_query: 0 } },
      ],
    })
  })

  test('that is free costs nothing: builtin, a preview, a failure, a key for tests', async () => {
    await owner.post(`/agents/${agentId}/preview/test`, { input: 'Hello' })
    await owner.post(`/agents/${agentId}/execute`, { input: 'Hello', model: 'builtin' })
    expect((await chat('fail')).body.model_used).toBe('builtin')
    const key = await owner.post('/account/api-keys', { name: 'Trial', permissions: ['execute'], test: true })
    const trial = createTestClient(app.apiUrl, key.body.api_key.key)
    expect((await trial.post(`/agents/${agentId}/execute`, { input: 'Hello' })).body.model_used).toBe('test/one')
    expect((await trial.post(`/agents/${agentId}/chat`, { message: 'Hello' })).body.model_used).toBe('test/one')
    await waitFor(async () => (await balance()).held_credits === 0)
    expect(await balance()).toMatchObject({ credits: 1000, used_credits: 0 })
    const { usage } = (await owner.get('/billing/usage')).body
    expect(usage).toMatchObject({ total_requests: 2, total_cost: 0 })
  })

  test('whose conversation is deleted while it runs leaves nothing reserved', async () => {
    const answering = chat('Answer slowly')
    await waitFor(async () =>
      (await here(db => db.selectFrom('executions').select('status').execute())).some(({ status }) => status === 'running'),
    )
    expect((await balance()).held_credits).toBeGreaterThan(0)
    await here(db => db.deleteFrom('conversations').execute())
    await answering
    await waitFor(async () => (await balance()).held_credits === 0)
    expect((await balance()).total_credits).toBe(1000)
  })

  test('that dies with its server gives back what it reserved', async () => {
    const executionId = newId('exec')
    await here(async db => {
      await insertEntry(db, {
        ...{ company_id: companyId, transaction_id: newId('txn'), kind: 'hold', source: `hold:${executionId}` },
        ...{ available: -5, held: 5 },
      })
      const hold = { execution_id: executionId, company_id: companyId, amount: 5, created_at: sql<Date>`now() - interval '2 minutes'` }
      await db.insertInto('credit_holds').values(hold).execute()
    })
    await Promise.all([sweepBilling(app.core.services), sweepBilling(app.core.services)])
    expect(await balance()).toMatchObject({ credits: 1000, held_credits: 0 })
    expect((await kinds())[0]).toBe('release')
  })
})

test('that credits run low is told once by mail, and not because those of a plan have expired', async () => {
  const { email } = (await owner.get('/auth/me')).body.user
  const mails = () => app.mail.sent.filter(({ to, subject }) => to === email && subject === 'Your credits run low')
  await here(db => expirePlanCredits(db, companyId, new Date(Date.now() - 60_000)))
  await owner.post('/billing/credits/topup', { amount: 1000, payment_method_id: 'pm_card_visa' })
  expect(mails()).toEqual([])
  await leaveOnly(201)
  await chat('Hello')
  await waitFor(async () => (await balance()).held_credits === 0)
  await leaveOnly(1000 - 2)
  await waitFor(() => mails().length > 0)
  await leaveOnly(1000 - 1)
  await waitFor(async () => (await here(db => db.selectFrom('outbox').selectAll().execute())).length === 0)
  expect(mails().map(({ text }) => text)).toEqual([expect.stringMatching(/19\d\.\d+ credits are left/)])
})

describe('without enough credits', () => {
  test('execute is refused, and visitors are answered by builtin; the company hears of it once', async () => {
    await leaveOnly(0.000001)
    const refused = await owner.post(`/agents/${agentId}/execute`, { input: 'Hello' })
    expect(refused.status).toBe(402)
    expect(refused.body.code).toBe('INSUFFICIENT_CREDITS')
    const answered = await chat('Hello')
    expect(answered.body).toMatchObject({ model_used: 'builtin', fallback_reason: expect.stringMatching(/no credits/) })
    const next = { message: 'And now?', conversation_id: answered.body.conversation_id }
    const second = await app.anonymous.post(`/agents/${agentId}/chat`, next, {
      headers: { 'x-visitor-token': answered.body.visitor_token },
    })
    expect(second.body.model_used).toBe('builtin')
    expect(await balance()).toMatchObject({ credits: 0.000001, held_credits: 0 })
    expect(await here(db => db.selectFrom('credit_balances').select('notice').executeTakeFirst())).toEqual({ notice: 2 })
    const { email } = (await owner.get('/auth/me')).body.user
    const mails = () => app.mail.sent.filter(({ to, subject }) => to === email && /not enough credits/.test(subject))
    await waitFor(() => mails().length > 0)
    expect(mails()).toHaveLength(1)
    expect((await owner.get(`/agents/${agentId}/executions`)).body.total).toBe(2)
  })

  test('for all, some are answered: never more than there are', async () => {
    const { config } = await here(db => db.selectFrom('agents').select('config').executeTakeFirstOrThrow())
    const { most } = quote({
      ...{ model: 'test/one', text: `Answer slowly${config.instructions}`, maxTokens: config.max_tokens },
      ...{ passages: false, history: false },
    })
    await leaveOnly((3.5 * most) / 1e6)
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => owner.post(`/agents/${agentId}/execute`, { input: 'Answer slowly' })),
    )
    const statuses = Object.groupBy(answers, ({ status }) => String(status))
    expect(statuses['200']?.length).toBeGreaterThanOrEqual(3)
    expect(Object.keys(statuses).toSorted()).toEqual(['200', '402'])
    await waitFor(async () => (await balance()).held_credits === 0)
    const { credits, used_credits } = await balance()
    expect(used_credits).toBeCloseTo(((statuses['200']?.length ?? 0) * cost) / 1e6, 6)
    expect(credits).toBeGreaterThan(0)
  })

  test('waiting turns go to builtin too', async () => {
    const first = await chat('Hello')
    await leaveOnly(1000 - 999.9)
    const headers = { 'x-visitor-token': first.body.visitor_token }
    const send = (message: string) =>
      app.anonymous.post(`/agents/${agentId}/chat`, { message, conversation_id: first.body.conversation_id }, { headers })
    const answers = await Promise.all([send('Answer slowly'), send('Answer slowly too')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers.map(({ body }) => body.model_used)).toEqual(['builtin', 'builtin'])
  })
})

test('a company that pays afterwards goes on, and owes what it used', async () => {
  const self = await createTestApp({ model })
  const someone = await self.signUp()
  const { agentId: agent } = await deployAgent(someone, { model: 'test/one' })
  const company: string = (await someone.get('/auth/me')).body.user.company_id
  await inCompany(self.core.services.pool, company, db =>
    insertEntry(db, {
      company_id: company,
      transaction_id: newId('txn'),
      kind: 'expire',
      source: 'test',
      available: toMicro(-10_000) + 1,
      outside: toMicro(10_000) - 1,
    }),
  )
  expect((await self.anonymous.post(`/agents/${agent}/chat`, { message: 'Hello' })).body.model_used).toBe('test/one')
  await waitFor(async () => (await someone.get('/billing/credits')).body.used_credits > 0)
  expect((await someone.get('/billing/credits')).body).toMatchObject({ credits: 0, used_credits: cost / 1e6 })
  await self.stop()
})

test('what an erased company had reserved, and what was to be done for it, is forgotten', async () => {
  const { services } = app.core
  const gone = newId('cmp')
  const hold = { execution_id: newId('exec'), company_id: gone, amount: 5, created_at: sql<Date>`now() - interval '2 minutes'` }
  await services.pool.insertInto('credit_holds').values(hold).execute()
  for (const [kind, id] of [
    ['period', gone],
    ['payment', newId('txn')],
  ] as const)
    await services.pool
      .insertInto('billing_tasks')
      .values({ kind, id, company_id: gone, due_at: new Date(0) })
      .execute()
  await sweepBilling(services)
  for (const table of ['credit_holds', 'billing_tasks'] as const)
    expect(await services.pool.selectFrom(table).selectAll().where('company_id', '=', gone).execute()).toEqual([])
})
