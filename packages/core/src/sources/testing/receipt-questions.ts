import type { Model, ModelRequest } from '../../models/model.ts'
import type { TestApp } from '../../testing/create-test-app.ts'
import { type Script, saying, scriptedModel } from '../../testing/scripted-model.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { inTurns } from './in-turns.ts'
import type { Shop } from './open-shops.ts'

/** A model that asks what the question itself says, as `tool {json}`, and then repeats what it was told. */
export const obedientModel = (): Model =>
  scriptedModel((request: ModelRequest): Script => {
    const last = request.messages.at(-1)
    if (last?.role === 'tool') return saying(`Found: ${last.content}`)
    const [, name = '', args = '{}'] = /^(\w+) (\{.*\})$/s.exec(last?.content ?? '') ?? []
    return [
      { type: 'tool-call', id: `call_${name}`, name, arguments: args },
      { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
    ]
  })

/** Questions over the shop, each about other rows, with what changes under them. */
const questions: readonly ((index: number) => { text: string; change: string; undo: string })[] = [
  index => ({
    text: `select id, name, price + ${index} as price from products order by id`,
    change: 'update products set price = price + 1',
    undo: 'update products set price = price - 1',
  }),
  index => ({
    text: `select p.name, sum(o.quantity) + ${index} as sold from orders o join products p on p.id = o.product_id group by p.name`,
    change: 'update orders set quantity = quantity + 1',
    undo: 'update orders set quantity = quantity - 1',
  }),
  index => ({
    text: `select name, points, ${index} as asked from customers where points >= 0`,
    change: 'update customers set points = points + 1',
    undo: 'update customers set points = points - 1',
  }),
]

export interface ReceiptTally {
  questions: number
  receipts: number
  notEqual: number
  notChanged: number
  withoutReceipt: number
}

/** Asks an agent over a shop; every receipt must read equal, then changed once the data has changed. */
export async function tallyReceipts(app: TestApp, shop: Shop, count: number): Promise<ReceiptTally> {
  const owner = await app.signUp()
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: shop.settings(),
    access: { max_concurrent: 8 },
  })
  const source: string = body.data_source.connection_id
  const agent = await owner.post('/agents', {
    name: 'Analyst',
    type: 'internal_analyst',
    model: 'test/obedient',
    data_sources: [source],
    config: { tools: ['query_data_source'], guardrails: { claims: 'off' } },
  })
  const tally: ReceiptTally = { questions: 0, receipts: 0, notEqual: 0, notChanged: 0, withoutReceipt: 0 }
  for (const [kind, make] of questions.entries()) {
    const asked: string[] = []
    const indexes = Array.from({ length: Math.ceil(count / questions.length) }, (_, index) => index)
    await inTurns(4, indexes, async index => {
      const input = `query_data_source ${JSON.stringify({ source, query: make(index * questions.length + kind).text })}`
      const executed = await owner.post(`/agents/${agent.body.agent.agent_id}/execute`, { input })
      tally.questions++
      asked.push(executed.body.execution_id)
    })
    await recheckAll(owner, asked, ({ receipts, equal }) => {
      tally.receipts += receipts.length
      tally.notEqual += receipts.length - equal
      if (receipts.length === 0) tally.withoutReceipt++
    })
    const { change, undo } = make(0)
    await shop.ask(change)
    await recheckAll(owner, asked, ({ receipts, changed }) => {
      tally.notChanged += receipts.length - changed
    })
    await shop.ask(undo)
  }
  return tally
}

async function recheckAll(
  owner: TestClient,
  executionIds: readonly string[],
  count: (answer: { receipts: readonly unknown[]; equal: number; changed: number }) => void,
) {
  await inTurns(4, executionIds, async id => count((await owner.post(`/executions/${id}/receipts/recheck`)).body))
}
