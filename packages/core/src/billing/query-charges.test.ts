import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openPostgresShop, type PostgresShop } from '../sources/testing/open-postgres-shop.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { type Script, saying, scriptedModel } from '../testing/scripted-model.ts'
import { createTestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'

/** Asks for two products at once, one of which there is, and then says what it was told. */
const model = scriptedModel((request): Script => {
  if (request.messages.at(-1)?.role === 'tool') return saying('Here you are.')
  return [
    ...['Grinder', 'Nothing of the kind'].map((product, n) => ({
      ...{ type: 'tool-call' as const, id: `call_${n}`, name: 'price_of', arguments: JSON.stringify({ product }) },
    })),
    { type: 'finish', reason: 'tool_calls' as 'stop', usage: { input_tokens: 10, output_tokens: 5 } },
  ]
})

let app: TestApp
let shop: PostgresShop
beforeAll(async () => {
  app = await createTestApp({ model, planDefault: 'starter', egressAllow: ['127.0.0.1:*'] })
  shop = await openPostgresShop()
})
afterAll(async () => {
  await app.stop()
  await shop.close()
})

/** A company on its trial with a database and a query that is saved for agents. */
async function company() {
  const owner = await app.signUp()
  const connection_config = {
    ...{ type: 'postgres', host: '127.0.0.1', port: shop.port, database: shop.database },
    ...{ username: shop.logins.reader, password: shop.password },
  }
  const connected = await owner.post('/data-sources/connect', { source_name: 'Shop', source_type: 'database', connection_config })
  const connection_id: string = connected.body.data_source.connection_id
  const saved = await owner.post('/saved-queries', {
    ...{ connection_id, name: 'price_of', description: 'What a product costs', audience: 'public', key: ['name'] },
    ...{ query: 'select name, price from products where name = :product', parameters: [{ name: 'product', type: 'string' }] },
  })
  const query = (text = 'select name from products', caller = owner) => caller.post('/data-sources/query', { connection_id, query: text })
  const credits = async (): Promise<number> => (await owner.get('/billing/credits')).body.credits
  return { owner, connection_id, queryId: String(saved.body.saved_query.query_id), query, credits }
}

describe('a query over the API', () => {
  test('costs its fee, once it is answered, and is explained', async () => {
    const { owner, query, queryId, credits } = await company()
    expect((await query()).status).toBe(200)
    expect(await credits()).toBe(999.9)
    expect((await owner.post(`/saved-queries/${queryId}/run`, { arguments: { product: 'Grinder' } })).body.row_count).toBe(1)
    expect(await credits()).toBe(999.8)
    expect((await query('select nothing from nowhere')).status).toBe(400)
    expect((await query('delete from products')).status).toBe(400)
    const key = await owner.post('/account/api-keys', { name: 'Trial', permissions: ['read', 'write', 'execute'], test: true })
    expect((await query('select 1 as one', createTestClient(app.apiUrl, key.body.api_key.key))).status).toBe(200)
    expect(await credits()).toBe(999.8)
    const [{ kind, charge_id }] = (await owner.get('/billing/credits/transactions')).body.transactions
    expect(kind).toBe('charge')
    expect((await owner.get(`/billing/charges/${charge_id}`)).body.charge).toMatchObject({
      ...{ operation: 'data_query', credits: 0.1, factors: [{ kind: 'data_query', quantity: 1, per: 1, price: 0.1, credits: 0.1 }] },
      transactions: [{ kind: 'charge', credits: -0.1, used: 0.1 }],
    })
    const { usage } = (await owner.get('/billing/usage')).body
    expect(usage).toMatchObject({ by_operation: { agent_execute: 0, data_query: 2 }, total_credits: 0.2, total_cost: 0.002 })
  })

  test('is refused at a cap, which was told at 50, 80 and 100 % by webhook and by mail', async () => {
    const { owner, query, credits } = await company()
    const receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    const { webhook } = (await owner.post('/webhooks', { url: receiver.url, events: ['spending.cap'] })).body
    await owner.put('/billing/caps', { scope: 'company', period: 'day', amount: 1 })
    for (let n = 0; n < 10; n++) expect((await query()).status).toBe(200)
    const refused = await query()
    expect(refused.status).toBe(402)
    expect(refused.body).toMatchObject({ code: 'INSUFFICIENT_CREDITS', message: expect.stringMatching(/cap/) })
    expect(await credits()).toBe(999)
    const told = (await receiver.waitFor(3)).map(
      ({ headers, body }) =>
        (new Webhook(webhook.secret).verify(body, headers as Record<string, string>) as { data: { percent: number; spent: number } }).data,
    )
    expect(told.map(({ percent, spent }) => [percent, spent]).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [50, 0.5],
      [80, 0.8],
      [100, 1],
    ])
    const { email } = (await owner.get('/auth/me')).body.user
    const subjects = () => app.mail.sent.filter(({ to }) => to === email).map(({ subject }) => subject)
    const text = () => app.mail.sent.findLast(({ to, subject }) => to === email && /cap is reached/.test(subject))?.text
    for (const wanted of [/^50 % of a spending cap/, /^80 % of a spending cap/, /cap is reached for this day/])
      await waitFor(() => subjects().filter(subject => wanted.test(subject)).length === 1)
    expect(text()).toMatch(/Of the cap of 1 credits a day for your company, 1 credits were spent\./)
  })
})

test('an agent’s look-ups are charged with its turn: those that found something', async () => {
  const { owner, connection_id, credits } = await company()
  const { agentId } = await deployAgent(owner, {
    ...{ model: 'test/one', data_sources: [connection_id] },
    config: { tools: ['price_of'], guardrails: { claims: 'off' } },
  })
  const answered = await owner.post(`/agents/${agentId}/execute`, { input: 'What does the grinder cost?' })
  expect(answered.body.model_used).toBe('test/one')
  await waitFor(async () => (await owner.get('/billing/credits')).body.held_credits === 0)
  const path = `/billing/charges/${answered.body.execution_id}`
  const { charge } = (await owner.get(path)).body
  expect(charge.factors).toMatchObject([
    { kind: 'input_tokens', quantity: 20, credits: 0.01 },
    { kind: 'output_tokens', quantity: 10, credits: 0.02 },
    { kind: 'data_query', quantity: 1, price: 0.1, credits: 0.1 },
  ])
  expect(charge.credits).toBeCloseTo(0.13, 6)
  expect(charge.quote).toBeGreaterThan(charge.credits)
  expect(await credits()).toBeCloseTo(1000 - charge.credits, 6)
  expect((await owner.get(`/executions/${answered.body.execution_id}`)).body.execution).toMatchObject({
    ...{ quote: charge.quote, credits: charge.credits },
  })
})
