import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { deployAgent } from '../../testing/deploy-agent.ts'
import { type Script, saying, scriptedModel } from '../../testing/scripted-model.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { type Front, openFront } from '../testing/open-front.ts'
import { openPostgresShop, type PostgresShop } from '../testing/open-postgres-shop.ts'

/** Asks for the stock, then says what it heard. */
const model = scriptedModel(({ messages }): Script => {
  const last = messages.at(-1)
  if (last?.role === 'tool')
    return saying(last.content.startsWith('Error:') ? 'I cannot look that up just now.' : `It says ${last.content}`)
  return [
    { type: 'tool-call', id: 'call_1', name: 'prices', arguments: '{}' },
    { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
  ]
})

let app: TestApp
let owner: TestClient
let shop: PostgresShop
let front: Front
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model, egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
  shop = await openPostgresShop()
  front = await openFront(shop.port)
  const { logins, password, database } = shop
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: {
      type: 'postgres',
      host: '127.0.0.1',
      port: front.port,
      database,
      username: logins.reader,
      password,
      ssl_mode: 'disable',
    },
  })
  const connection_id = body.data_source.connection_id
  const query = { connection_id, name: 'prices', description: 'Prices', query: 'select name, price from products', audience: 'public' }
  expect((await owner.post('/saved-queries', query)).status).toBe(201)
  const config = { tools: ['prices'], limits: { seconds: 5 }, guardrails: { claims: 'off' } }
  agentId = (await deployAgent(owner, { model: 'test/any', data_sources: [connection_id], config })).agentId
})
afterAll(async () => {
  await app.stop()
  await front.close()
  await shop.close()
})

const ask = () => app.anonymous.post(`/agents/${agentId}/chat`, { message: 'What are the prices?' })

test('a source that falls silent, or is gone, costs the answer its figures, and never the chat', { timeout: 60_000 }, async () => {
  expect((await ask()).body.response).toContain('Moka pot')
  front.fallSilent()
  const silent = await ask()
  expect(silent.status).toBe(200)
  expect([silent.body.response, silent.body.finish_reason]).toEqual(['I cannot look that up just now.', 'tool_limit'])
  const [execution] = (await owner.get(`/executions?agent_id=${agentId}&limit=1`)).body.executions
  expect(['queued', 'running']).not.toContain(execution.status)
  front.speakAgain()
  expect((await ask()).body.response).toContain('Moka pot')
  await front.close()
  const gone = await ask()
  expect([gone.status, gone.body.response]).toEqual([200, 'I cannot look that up just now.'])
})
