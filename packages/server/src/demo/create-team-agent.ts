import { join } from 'node:path'
import type { DemoApi } from './demo-api.ts'
import { shopDatabase } from './shop-database.ts'

/** What both agents may ask of the shop's books; the public one only what is for everybody. */
const savedQueries = [
  {
    name: 'stock_in_outlets',
    description: 'How many pieces of a product each outlet (shop, store) has left in stock right now. Give a part of the product’s name.',
    query: `select p.title as product, o.name as outlet, s.pieces from stock s join products p on p.handle = s.product join outlets o on o.id = s.outlet_id
      where lower(p.title) like '%' || rtrim(replace(lower(:product), ' ', '%'), 's') || '%' order by p.title, o.name`,
    parameters: [{ name: 'product', type: 'string', description: 'A part of the product’s name' }],
    key: ['product', 'outlet'],
    audience: 'public',
  },
  {
    name: 'sales_by_outlet',
    description:
      'Sales of each outlet (shop, store): which sold how many pieces, and what revenue it makes, in the days up to yesterday; best first.',
    query: `select o.name as outlet, sum(s.quantity) as pieces, round(sum(s.total), 2) as revenue_eur from orders s join outlets o on o.id = s.outlet_id
      where s.sold_on >= date('now', '-' || :days || ' days') group by o.name order by revenue_eur desc`,
    parameters: [{ name: 'days', type: 'integer', description: 'How many days back', default: 7 }],
    key: ['outlet'],
    audience: 'internal',
  },
]

const instructions = `You work for the team of Tidewren, not for its customers. Answer questions about orders, stock and outlets from the shop's books, in
figures, and say from when they are. Amounts are in EUR. Dates are text like 2025-01-31; orders hold the last four weeks.`

/** Puts the shop's books into a database of their own, and makes an agent for the team inside that asks it. Gives the source and the agent. */
export async function createTeamAgent(api: DemoApi, folder: string, helpSource: string, now: number) {
  const form = new FormData()
  form.set('source_name', 'Tidewren: orders, stock and outlets')
  form.append('file', new Blob([await shopDatabase(join(folder, 'products.csv'), now)]), 'tidewren.db')
  const { data_source } = await api<{ data_source: { connection_id: string } }>('POST', '/data-sources/upload', form)
  const connection_id = data_source.connection_id
  for (const query of savedQueries) await api('POST', '/saved-queries', { ...query, connection_id })
  const { agent } = await api<{ agent: { agent_id: string } }>('POST', '/agents', {
    name: 'Tidewren back office',
    type: 'internal_analyst',
    description: 'Answers the team from the shop’s own books: what sold, what is left, where.',
    model: 'gpt-4',
    data_sources: [connection_id, helpSource],
    config: { instructions, tools: ['query_data_source', ...savedQueries.map(({ name }) => name)] },
  })
  return { connection_id, agent_id: agent.agent_id }
}
