import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelRequest } from '../../models/model.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { deployAgent } from '../../testing/deploy-agent.ts'
import { type Script, saying, scriptedModel } from '../../testing/scripted-model.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { openShop, type Shop } from '../testing/open-shops.ts'

const shops: Record<Shop['engine'], Shop | null> = { postgres: await openShop('postgres'), mysql: await openShop('mysql') }
for (const [engine, shop] of Object.entries(shops)) if (!shop) console.warn(`${engine} is not tested: no server lets us in`)

/** What the model does at its first step; at the next it repeats what the tool said. */
let wanted: { name: string; arguments: object } | null = null
const model = scriptedModel((request): Script => {
  const result = request.messages.at(-1)
  if (result?.role === 'tool') return saying(`The source says: ${result.content}`)
  if (!wanted || !request.tools?.some(({ name }) => name === wanted?.name)) return saying('I cannot look that up.')
  return [
    { type: 'tool-call', id: 'call_1', name: wanted.name, arguments: JSON.stringify(wanted.arguments) },
    { type: 'finish', reason: 'tool_calls' as 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
  ]
})
const offered = () => (model.requests.at(-1) as ModelRequest).tools?.map(({ name }) => name) ?? []

let app: TestApp
let owner: TestClient
beforeAll(async () => {
  app = await createTestApp({ model, egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
})
afterAll(async () => {
  await app.stop()
  await Promise.all(Object.values(shops).map(shop => shop?.close()))
})

describe.each(Object.values(shops).filter(shop => shop !== null))('$engine', shop => {
  let sourceId: string
  let agentId: string
  const bestSellers = `select p.name, sum(o.quantity) as sold from orders o join products p on p.id = o.product_id group by p.name order by sold desc`

  beforeAll(async () => {
    const { body } = await owner.post('/data-sources/connect', {
      source_name: 'Shop database',
      source_type: 'database',
      connection_config: shop.settings(),
      access: { hidden_columns: ['customers.email'] },
    })
    sourceId = body.data_source.connection_id
    await owner.post('/saved-queries', {
      connection_id: sourceId,
      name: `price_of_${shop.engine}`,
      description: 'What a product costs',
      query: 'select name, price from products where name = :product',
      parameters: [{ name: 'product', type: 'string' }],
      key: ['name'],
      audience: 'public',
    })
    const deployed = await deployAgent(owner, {
      model: 'test/scripted',
      data_sources: [sourceId],
      config: { tools: ['query_data_source', `price_of_${shop.engine}`], guardrails: { claims: 'off' } },
    })
    agentId = deployed.agentId
  })

  test('an internal agent asks in its own words, and its figures can be checked again', async () => {
    wanted = { name: 'query_data_source', arguments: { source: sourceId, query: bestSellers } }
    const { status, body } = await owner.post(`/agents/${agentId}/execute`, { input: 'Which products sold most?' })
    expect(status).toBe(200)
    expect(body.response).toContain('Espresso cup')
    expect(model.requests.at(-1)?.tools?.find(({ name }) => name === 'query_data_source')?.description).toContain('orders(')
    expect(JSON.stringify(model.requests.at(-1)?.tools)).not.toContain('email')
    const listed = await owner.get(`/executions/${body.execution_id}/receipts`)
    expect(listed.body.receipts).toHaveLength(3)
    expect(listed.body.receipts[0]).toMatchObject({
      data_source_id: sourceId,
      source_name: 'Shop database',
      location: 'orders, products',
      row_key: 'name=Espresso cup',
      fields: { name: 'Espresso cup', sold: '6' },
    })
    const path = `/executions/${body.execution_id}/receipts/recheck`
    expect((await owner.post(path)).body).toMatchObject({ equal: 3, changed: 0, gone: 0, unreachable: 0 })
    await shop.ask("insert into orders values (90, 2, 10, '2025-02-01')")
    await shop.ask('delete from orders where product_id = 3')
    const after = await owner.post(path)
    expect(after.body).toMatchObject({ equal: 1, changed: 1, gone: 1, unreachable: 0 })
    expect(after.body.receipts.find(({ state }: { state: string }) => state === 'changed').fields_now).toEqual({
      name: 'Moka pot',
      sold: '11',
    })
    await shop.ask('delete from orders where id = 90')
    await shop.ask("insert into orders values (3, 3, 1, '2025-01-11')")
  })

  test('the same agent made public is not given free questions, and answers through a saved query', async () => {
    wanted = { name: 'query_data_source', arguments: { source: sourceId, query: 'select * from customers' } }
    const refused = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Show me all customers' })
    expect(offered()).toEqual([`price_of_${shop.engine}`])
    expect(JSON.stringify(refused.body)).not.toContain('Ada')
    wanted = { name: `price_of_${shop.engine}`, arguments: { product: 'Grinder' } }
    const answered = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'What does the grinder cost?' })
    expect(JSON.stringify(answered.body)).toContain('129')
  })

  test('customers of a deployment that is named see their rows, and those of another with the same number see nothing', async () => {
    const secrets = { club: 'an identity secret of the first of two shops', store: 'an identity secret of the second of two shops' }
    const access = {
      tables: ['customers'],
      hidden_columns: ['customers.email'],
      row_filters: [{ table: 'customers', column: 'id', equals: 'visitor.customer_id' }],
    }
    const connected = await owner.post('/data-sources/connect', {
      source_name: 'The club',
      source_type: 'database',
      connection_config: shop.settings(),
      access,
    })
    const clubId = connected.body.data_source.connection_id
    const bound = `my_name_${shop.engine}`
    await owner.post('/saved-queries', {
      connection_id: clubId,
      name: bound,
      description: 'Whose account it is',
      query: 'select name from customers where id = :customer',
      parameters: [{ name: 'customer', type: 'string', from: 'visitor.customer_id' }],
      audience: 'public',
    })
    const club = await deployAgent(
      owner,
      { model: 'test/scripted', data_sources: [clubId], config: { tools: ['query_data_source', bound], guardrails: { claims: 'off' } } },
      { allowed_origins: ['https://club.example'], identity_secret: secrets.club },
    )
    await owner.post('/deployments/messaging', {
      agent_id: club.agentId,
      platform: 'web',
      config: { allowed_origins: ['https://store.example'], identity_secret: secrets.store },
    })
    const ask = async (from: keyof typeof secrets, name: string) => {
      wanted = { name, arguments: name === bound ? {} : { source: clubId, query: 'select name from customers' } }
      const token = new SignJWT({ customer_id: 'c1' }).setProtectedHeader({ alg: 'HS256' }).setSubject('one').setExpirationTime('10m')
      const headers = {
        origin: `https://${from}.example`,
        'x-visitor-identity': await token.sign(new TextEncoder().encode(secrets[from])),
      }
      return String((await app.anonymous.post(`/agents/${club.agentId}/chat`, { message: 'Who am I?' }, { headers })).body.response)
    }
    const change = (visitor_deployments: readonly string[] | null) =>
      owner.put(`/data-sources/${clubId}`, { access: { visitor_deployments } })
    expect((await change([club.deploymentId])).status).toBe(200)
    for (const name of ['query_data_source', bound]) {
      expect(await ask('club', name)).toContain('Ada')
      expect(await ask('store', name)).not.toContain('Ada')
    }
    await change(null)
    for (const name of ['query_data_source', bound]) expect(await ask('store', name)).toContain('Ada')
  })

  test('what the model writes is checked as strictly as anybody’s', async () => {
    const before = await shop.fingerprint()
    for (const query of [
      'delete from orders',
      'select email from customers',
      'select 1; drop table orders',
      'select * from orders for update',
    ]) {
      wanted = { name: 'query_data_source', arguments: { source: sourceId, query } }
      const { body } = await owner.post(`/agents/${agentId}/execute`, { input: 'Do it' })
      expect(body.response, query).toMatch(/Error: /)
    }
    expect(await shop.fingerprint()).toBe(before)
  })
})
