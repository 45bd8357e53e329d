import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { waitFor } from '../testing/wait-for.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'
import { priceOf, quote } from './prices.ts'
import { raceForCap } from './testing/cap-race.ts'
import { countingModel, disconnectEverywhere } from './testing/disconnects.ts'
import { randomFrom } from './testing/ledger-storm.ts'
import { stormTopUps } from './testing/retry-storm.ts'

const model = scriptedModel(() => saying('All is well with you.'))
const cost = priceOf('test/one', { input_tokens: 10, output_tokens: 5 }) / 1e6

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ model, planDefault: 'starter', egressAllow: ['127.0.0.1:*'], messageFees: { web: 500_000 } })
})
afterAll(() => app.stop())

/** The first message to an agent without data sources. */
const simple = { model: 'test/one', passages: false, history: false }

/** A company whose agent's turns are quoted at so much. */
async function company() {
  const owner = await app.signUp()
  const { agentId } = await deployAgent(owner, { model: 'test/one', max_tokens: 100 })
  const { config } = await app.core.services.publishedAgents
    .find(agentId)
    .then(found => found?.agent ?? Promise.reject(new Error('no agent')))
  const most = quote({ ...simple, text: `Hello${config.instructions}`, maxTokens: 100, messageFee: 500_000 }).most / 1e6
  const chat = () => app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  const execute = () => owner.post(`/agents/${agentId}/execute`, { input: 'Hello' })
  const settled = () => waitFor(async () => (await owner.get('/billing/credits')).body.held_credits === 0)
  return { owner, agentId, most, chat, execute, settled }
}

describe('at a cap', () => {
  test('the agent goes on with builtin, or says the sentence that is set; the bill says why', async () => {
    const { owner, agentId, most, chat, execute, settled } = await company()
    const put = await owner.put('/billing/caps', { scope: 'agent', subject: agentId, period: 'day', amount: most })
    expect(put.body.cap).toMatchObject({ scope: 'agent', subject: agentId, period: 'day', sentence: null })
    expect((await chat()).body.model_used).toBe('test/one')
    await settled()
    const capped = (await chat()).body
    expect(capped).toMatchObject({ model_used: 'builtin', fallback_reason: expect.stringMatching(/cap for this day is reached/) })
    expect((await execute()).body).toMatchObject({ model_used: 'builtin' })
    await owner.put('/billing/caps', { scope: 'agent', subject: agentId, period: 'day', amount: most, sentence: 'We are back tomorrow.' })
    expect((await chat()).body.response).toBe('We are back tomorrow.')
    const { caps } = (await owner.get('/billing/caps')).body
    expect(caps).toMatchObject([{ counters: [{ subject: agentId, spent: cost + 0.5, held: 0 }] }])
    const [last] = (await owner.get(`/agents/${agentId}/executions`)).body.executions
    expect((await owner.get(`/billing/charges/${last.execution_id}`)).body.charge).toMatchObject({
      ...{ credits: 0, factors: [], transactions: [], quote: expect.any(Number), explanation: expect.stringMatching(/cap was reached/) },
    })
    expect((await owner.delete(`/billing/caps/${caps[0].cap_id}`)).status).toBe(200)
    expect((await chat()).body.model_used).toBe('test/one')
  })

  test.each(['company', 'channel', 'visitor'] as const)('of the %s, what was spent before counts', async scope => {
    const { owner, most, chat, settled } = await company()
    expect((await chat()).body.model_used).toBe('test/one')
    await settled()
    await owner.put('/billing/caps', { scope, period: 'month', amount: most })
    expect((await chat()).body.model_used).toBe('builtin')
    await owner.put('/billing/caps', { scope, period: 'month', amount: 2 * most })
    expect((await chat()).body.model_used).toBe('test/one')
  })

  test('of an outlet', async () => {
    const { owner, agentId, most } = await company()
    const { company_id } = (await owner.get('/auth/me')).body.user
    const outlet = async (name: string) =>
      (await owner.post(`/companies/${company_id}/outlets`, { name, address: '1 Main St' })).body.outlet.outlet_id
    const [one, two] = [await outlet('One'), await outlet('Two')]
    // There is no fee for a message over the API.
    await owner.put('/billing/caps', { scope: 'outlet', period: 'day', amount: (most - 0.5) / 2 })
    const ask = async (outlet_id: string) => (await owner.post(`/agents/${agentId}/execute`, { input: 'Hello', outlet_id })).body.model_used
    expect([await ask(one), await ask(two)]).toEqual(['builtin', 'builtin'])
    expect((await owner.post(`/agents/${agentId}/execute`, { input: 'Hello' })).body.model_used).toBe('test/one')
    expect((await owner.put('/billing/caps', { scope: 'outlet', subject: 'outlet_x', period: 'day', amount: 1 })).status).toBe(400)
    expect((await owner.put('/billing/caps', { scope: 'agent', subject: 'agent_x', period: 'day', amount: 1 })).status).toBe(400)
    const misspelt = await owner.put('/billing/caps', { scope: 'channel', subject: 'webb', period: 'day', amount: 1 })
    expect(misspelt.status).toBe(400)
    expect(misspelt.body.details.subject).toMatch(/is not a channel; there are api, web/)
    expect((await owner.put('/billing/caps', { scope: 'channel', subject: 'api', period: 'day', amount: 1 })).status).toBe(200)
    expect((await owner.put('/billing/caps', { scope: 'company', subject: 'x', period: 'day', amount: 1 })).status).toBe(400)
  })
})

describe('the daily cap in an agent’s configuration', () => {
  test('holds beside those of the company, and goes when it is cleared', async () => {
    const { owner, agentId, most, chat, execute, settled } = await company()
    const put = await owner.put(`/agents/${agentId}`, { config: { daily_credit_cap: most } })
    expect(put.body.agent.configuration.daily_credit_cap).toBe(most)
    await owner.put('/billing/caps', { scope: 'agent', subject: agentId, period: 'day', amount: 100 * most })
    expect((await chat()).body.model_used).toBe('test/one')
    await settled()
    expect((await chat()).body).toMatchObject({ model_used: 'builtin', fallback_reason: expect.stringMatching(/cap for this day/) })
    expect((await execute()).body.model_used).toBe('builtin')
    const { caps } = (await owner.get('/billing/caps')).body
    expect(caps).toMatchObject([
      { set_by: 'company', amount: 100 * most },
      { set_by: 'agent', scope: 'agent', subject: agentId, period: 'day', amount: most, sentence: null, counters: [{ spent: cost + 0.5 }] },
    ])
    const refused = await owner.delete(`/billing/caps/${caps[1].cap_id}`)
    expect(refused.status).toBe(409)
    expect(refused.body.message).toMatch(/daily_credit_cap/)
    await owner.put(`/agents/${agentId}`, { config: { daily_credit_cap: 3 * most } })
    expect((await chat()).body.model_used).toBe('test/one')
    await owner.post(`/agents/${agentId}/versions/2/restore`)
    expect((await chat()).body.model_used).toBe('builtin')
    await owner.put(`/agents/${agentId}`, { config: { daily_credit_cap: null } })
    expect((await chat()).body.model_used).toBe('test/one')
    expect((await owner.get('/billing/caps')).body.caps).toMatchObject([{ set_by: 'company' }])
  })

  test('is set with the agent, and goes with it', async () => {
    const { owner } = await company()
    const { agentId } = await deployAgent(owner, { model: 'test/one', config: { daily_credit_cap: 0 } })
    expect((await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })).body.model_used).toBe('builtin')
    const refused = await owner.put(`/agents/${agentId}`, { config: { daily_credit_cap: -1 } })
    expect(refused.status).toBe(400)
    expect(Object.keys(refused.body.details)).toEqual(['config.daily_credit_cap'])
    await owner.put('/billing/caps', { scope: 'agent', subject: agentId, period: 'month', amount: 1 })
    expect((await owner.delete(`/agents/${agentId}?force=true`)).status).toBe(200)
    expect((await owner.get('/billing/caps')).body.caps).toEqual([])
  })
})

test('half, four fifths and all of a cap are told once in a period, by webhook and by mail', async () => {
  const { owner, most, chat, settled } = await company()
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  const { webhook } = (await owner.post('/webhooks', { url: receiver.url, events: ['spending.cap'] })).body
  const one = cost + 0.5
  // So that it is half used after two turns, four fifths after four, and has no room after that.
  const amount = 3 * one + most
  await owner.put('/billing/caps', { scope: 'agent', period: 'day', amount })
  for (let turn = 0; turn < 8; turn++) {
    await chat()
    await settled()
  }
  const told = (await receiver.waitFor(amount < 5 * one ? 3 : 1)).map(
    ({ headers, body }) => new Webhook(webhook.secret).verify(body, headers as Record<string, string>) as { data: { percent: number } },
  )
  expect(new Set(told.map(({ data }) => data.percent)).size).toBe(told.length)
  expect(told.map(({ data }) => data.percent)).toContain(100)
  const { email } = (await owner.get('/auth/me')).body.user
  await waitFor(() => app.mail.sent.some(({ to, subject }) => to === email && /cap is reached for this day/.test(subject)))
  const mail = app.mail.sent.find(({ to, subject }) => to === email && /cap is reached/.test(subject))
  expect(mail?.text).toMatch(/for the agent Helper, .* credits were spent, and the next answer could cost more than the rest\./)
})

test('a receipt names every factor, and they add up', async () => {
  const { owner, agentId, chat, most, settled } = await company()
  await chat()
  await settled()
  const [{ execution_id }] = (await owner.get(`/agents/${agentId}/executions`)).body.executions
  const { charge } = (await owner.get(`/billing/charges/${execution_id}`)).body
  expect(charge).toMatchObject({
    ...{ model: 'test/one', channel: 'web', own_key: false, quote: expect.closeTo(most, 6), credits: expect.closeTo(cost + 0.5, 6) },
    factors: [
      { kind: 'input_tokens', quantity: 10, per: 1000, price: 0.5 },
      { kind: 'output_tokens', quantity: 5, per: 1000, price: 2 },
      { kind: 'channel_message', quantity: 1, per: 1, price: 0.5, credits: 0.5 },
    ],
    transactions: [{ kind: 'hold' }, { kind: 'charge' }],
    explanation: expect.stringMatching(/10 tokens read at 0.5 for 1000/),
  })
  const sum = charge.factors.reduce((total: number, { credits }: { credits: number }) => total + credits, 0)
  expect(sum).toBeCloseTo(charge.credits, 6)
  const free = await owner.post(`/agents/${agentId}/execute`, { input: 'Hello', model: 'builtin' })
  expect((await owner.get(`/billing/charges/${free.body.execution_id}`)).body.charge).toMatchObject({
    ...{ quote: null, credits: 0, explanation: expect.stringMatching(/builtin model answered, which costs nothing/) },
  })
  const csv = await fetch(`${app.apiUrl}/billing/usage/export?group_by=month`, { headers: { authorization: `Bearer ${owner.token}` } })
  const [header, ...lines] = (await csv.text()).trim().split('\r\n')
  expect(header).toBe('start,operation,agent_id,channel,outlet_id,model,requests,input_tokens,output_tokens,queries,credits')
  expect(lines).toHaveLength(2)
})

test('500 turns for room for a few, over and over: nothing is overspent', async () => {
  const pools: [Db, ...Db[]] = [
    await openDatabase(app.databaseUrl, { maxConnections: 12 }),
    await openDatabase(app.databaseUrl, { maxConnections: 12 }),
  ]
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = randomFrom(seed)
  for (const metered of [false, true]) {
    const { funded, faults } = await raceForCap(pools, { requests: 500, random, metered })
    expect(faults, `seed ${seed}`).toEqual([])
    expect(funded, `seed ${seed}`).toBeLessThan(500)
  }
  await Promise.all(pools.map(pool => pool.destroy()))
})

test('whoever leaves a stream, at whichever part, is charged what the provider counted', async () => {
  const counting = countingModel(8)
  const own = await createTestApp({ model: counting, planDefault: 'starter' })
  const owner = await own.signUp()
  const { agentId } = await deployAgent(owner, { model: 'test/one' })
  const usage = await disconnectEverywhere(own, { turns: 24, agentId, owner, parts: 12 })
  const { input, output } = counting.counted
  expect(usage).toMatchObject({ total_requests: 24, total_tokens: input + output })
  expect(usage.total_credits).toBeCloseTo((input * 0.5 + output * 2) / 1000, 6)
  await own.stop()
})

test('a storm of retries buys once for each key', async () => {
  const other = await createTestApp({ planDefault: 'starter', besides: app })
  const owner = await app.signUp()
  const { createTestClient } = await import('../testing/test-client.ts')
  const clients = [owner, createTestClient(other.apiUrl, owner.token)]
  const seed = Math.floor(Math.random() * 2 ** 31)
  expect(await stormTopUps({ storms: 12, random: randomFrom(seed), clients }), `seed ${seed}`).toEqual({ effects: 12, invoices: 12 })
  await other.stop()
})
