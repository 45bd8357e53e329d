import { expect, test } from 'vitest'
import { runTurn } from '../../engine/run-turn.ts'
import { testTurn } from '../../engine/testing/test-turn.ts'
import type { ToolOutcome, TurnTool } from '../../engine/turn.ts'
import type { Evidence } from '../model.ts'
import { builtinModel } from './builtin-model.ts'

interface Asked {
  readonly name: string
  readonly args: unknown
}

const outcome = (content: string, more: Partial<ToolOutcome> = {}): ToolOutcome => ({
  content,
  receipts: [],
  parts: [],
  trusted: false,
  failed: false,
  ...more,
})

function shopTool(name: string, answer: ToolOutcome, asked: Asked[]): TurnTool {
  return {
    name,
    description: name,
    parameters: {},
    effect: 'read',
    check: () => [],
    async run(args) {
      asked.push({ name, args })
      return answer
    },
  }
}

async function ask(question: string, answers: Record<string, ToolOutcome>, evidence: readonly Evidence[] = []) {
  const asked: Asked[] = []
  const { input, ports } = testTurn({ model: builtinModel })
  const tools = Object.entries(answers).map(([name, answer]) => shopTool(name, answer, asked))
  const turn = runTurn(
    { ...input, model: 'builtin', question },
    { ...ports, inConversation: true, retrieve: async () => evidence, tools: async () => tools },
  )
  for (;;) {
    const { value, done } = await turn.next()
    if (done) return { text: value.text, asked, declined: value.declined }
  }
}

const shown = outcome('Harbour Mug (id 11)', { outcome: 'shown' })
const none = outcome('The shop has no such product.', { outcome: 'none' })
const passage = (more: Partial<Evidence>): Evidence => ({
  chunkId: 'chunk_1',
  dataSourceId: 'ds_1',
  documentId: 'doc_1',
  kind: 'text',
  title: 'Returns',
  headings: [],
  body: 'You can return sale items within 30 days.',
  fields: null,
  language: 'en',
  url: null,
  score: 1,
  ...more,
})

test('products are looked for in the shop, with the limits of the price', async () => {
  const { text, asked } = await ask('Do you have a waterproof jacket under 150?', { search_products: shown })
  expect(asked).toEqual([
    { name: 'search_products', args: { query: 'waterproof jacket', on_sale: false, min_price: null, max_price: 150 } },
  ])
  expect(text).toBe('Here is what may suit you.')
})

test('what the shop does not have is said to be unknown', async () => {
  expect(await ask('Do you have a submarine?', { search_products: none })).toMatchObject({ declined: true })
})

test('a page that answers is quoted, and nothing is asked of the shop', async () => {
  const { text, asked } = await ask('Can I return sale items?', { search_products: shown }, [passage({})])
  expect(text).toContain('within 30 days')
  expect(asked).toEqual([])
})

test('products that the index found are read live', async () => {
  const mug = passage({ kind: 'product', title: 'Harbour Mug', body: 'A stoneware mug for coffee.', fields: { product_id: '11' } })
  const { asked } = await ask('Tell me about the Harbour Mug', { search_products: shown, get_product: shown }, [mug])
  expect(asked).toEqual([{ name: 'get_product', args: { product_id: '11' } }])
})

test('what may cost so much is searched for in the shop, though the index found products, and is not told from the index where there is none', async () => {
  const mug = passage({ kind: 'product', title: 'Harbour Mug', body: 'A stoneware mug for coffee.', fields: { product_id: '11' } })
  const question = 'Mugs under 25 euros'
  const { text, asked } = await ask(question, { search_products: shown, get_product: shown }, [mug])
  expect(asked).toEqual([{ name: 'search_products', args: { query: 'mugs', on_sale: false, min_price: null, max_price: 25 } }])
  expect(text).toBe('Here is what may suit you.')
  const nothing = await ask(question, { search_products: none, get_product: shown }, [mug])
  expect(nothing).toMatchObject({ declined: true })
  expect(nothing.text).not.toContain('Harbour Mug')
  expect((await ask('Which mugs are on sale?', { search_products: shown, get_product: shown }, [mug])).asked).toEqual([
    { name: 'search_products', args: { query: 'mugs', on_sale: true, min_price: null, max_price: null } },
  ])
})

test.each<[string, string, string]>([
  ['What is the cheapest mug?', 'mug', 'cheapest'],
  ['How much is the least expensive mug?', 'mug', 'cheapest'],
  ['Was ist der günstigste Becher?', 'becher', 'cheapest'],
  ['Quelle est la tasse la moins chère ?', 'tasse', 'cheapest'],
  ['What is the most expensive mug you sell?', 'mug', 'dearest'],
  ['cheapest', '', 'cheapest'],
  ['What is the cheapest thing in your shop?', '', 'cheapest'],
  ['Das günstigste?', '', 'cheapest'],
  ['La moins chère ?', '', 'cheapest'],
  ['¿El más caro?', '', 'dearest'],
  ['最便宜的是哪个？', '', 'cheapest'],
  ['一番安いのはどれですか', '', 'cheapest'],
])('%s is searched for by price, though the index found products', async (question, query, order) => {
  const products = ['11', '12'].map(product_id =>
    passage({ chunkId: product_id, kind: 'product', title: `Mug ${product_id}`, body: 'A stoneware mug.', fields: { product_id } }),
  )
  const tools = { search_products: shown, get_product: shown, compare_products: shown }
  const { text, asked } = await ask(question, tools, products)
  expect(asked).toEqual([{ name: 'search_products', args: { query, on_sale: false, min_price: null, max_price: null, order, limit: 3 } }])
  expect(text).not.toBe('')
})

test('what the index found is told by price where the search finds nothing, as in another language', async () => {
  const tools = { search_products: none, get_product: shown, compare_products: shown }
  const question = 'What is the cheapest mug?'
  const mugs = ['11', '12'].map(product_id =>
    passage({ chunkId: product_id, kind: 'product', title: `Mug ${product_id}`, body: 'A stoneware mug.', fields: { product_id } }),
  )
  const { asked, declined } = await ask(question, tools, mugs)
  expect(asked.slice(1)).toEqual([{ name: 'compare_products', args: { product_ids: ['11', '12'], order: 'cheapest' } }])
  expect(declined).toBe(false)
  expect((await ask(question, tools, mugs.slice(1))).asked.slice(1)).toEqual([{ name: 'get_product', args: { product_id: '12' } }])
  expect(await ask(question, { ...tools, compare_products: none }, mugs)).toMatchObject({ declined: true })
  expect(await ask('What is the cheapest mug under 5 euros?', tools, mugs)).toMatchObject({ asked: { length: 1 }, declined: true })
})

test('the cheapest of what keeps to a price or is reduced is searched for with both', async () => {
  const { asked } = await ask('What is the most expensive jacket on sale under 200 euros?', { search_products: shown })
  const args = { query: 'jacket', on_sale: true, min_price: null, max_price: 200, order: 'dearest', limit: 3 }
  expect(asked).toEqual([{ name: 'search_products', args }])
})

test('policies are the shop’s own words where no page answers', async () => {
  const policies = outcome('# Refund policy\nhttps://shop.example/refund\nYou can return unused goods within 30 days.', { outcome: 'said' })
  const { text } = await ask('How long can I return goods?', { list_policies: policies, search_products: shown })
  expect(text).toContain('within 30 days')
})

test('of policies the section is quoted that is about what was asked, rather than one that has its words', async () => {
  const text =
    '# Shipping\n## Bulky goods\nThey cost 6 euros on top of shipping costs, also when shipping is free.\n## Where we ship, and what it costs\nWithin Germany it is 4.90 euros.'
  const { text: said } = await ask('What are your shipping costs?', { list_policies: outcome(text, { outcome: 'said' }) })
  expect(said).toContain('4.90 euros')
  expect(said).not.toContain('on top')
})

test('policies come before products whose descriptions have the same words, and products where no policy answers', async () => {
  const mug = passage({
    kind: 'product',
    title: 'Ferry Mug',
    body: 'A mug for the ferry, of which shipping costs little.',
    fields: { product_id: '11' },
  })
  const policies = outcome('# Shipping policy\nhttps://shop.example/shipping\nShipping costs 4.90 euros within Germany.', {
    outcome: 'said',
  })
  const tools = { list_policies: policies, get_product: shown, search_products: shown }
  expect((await ask('What are your shipping costs?', tools, [mug])).text).toContain('4.90 euros')
  const silent = { ...tools, list_policies: outcome('The shop has published no policies.', { outcome: 'said' }) }
  const { asked } = await ask('Which mug has a shipping crate?', silent, [mug])
  expect(asked.map(({ name }) => name)).toEqual(['list_policies', 'get_product'])
  expect(await ask('Was kostet der Versand?', silent, [mug])).toMatchObject({ declined: true, asked: [{ name: 'list_policies' }] })
})

test.each<[Partial<ToolOutcome>, RegExp]>([
  [{ outcome: 'shown' }, /how it stands/],
  [{ outcome: 'none' }, /no order with these details/],
  [{ outcome: 'ask' }, /Which e-mail/],
  [{ outcome: 'ask_email' }, /no order with these details\. .*the e-mail you ordered with/],
  [{ outcome: 'none_60_days' }, /no order with these details.* Orders of more than 60 days ago cannot be seen here/],
  [{ outcome: 'code_or_email' }, /just mailed.* If no mail arrives, please tell me the e-mail/],
  [{ outcome: 'code_60_days' }, /a code of six digits was just mailed.* more than 60 days ago/],
  [{ outcome: 'wait' }, /too many attempts/],
  [{ outcome: 'code' }, /a code of six digits was just mailed/],
  [{ outcome: 'wrong_code' }, /wrong or too old/],
  [{ content: 'Error: The platform does not answer.', failed: true }, /at the moment/],
])('an order that is %j', async (answer, expected) => {
  const { text, asked } = await ask('Where is my order 1001?', { find_order: outcome('', answer), search_products: shown })
  expect(asked).toEqual([{ name: 'find_order', args: { order_number: '1001', email: null, phone: null, postcode: null } }])
  expect(text).toMatch(expected)
})

test('without a shop nothing is asked of one', async () => {
  expect(await ask('Where is my order 1001?', {})).toMatchObject({ asked: [], declined: true })
})
