import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { openShop, type Shop } from '../testing/open-shops.ts'

let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp({ egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
})
afterAll(() => app.stop())

const shops: Record<Shop['engine'], Shop | null> = { postgres: await openShop('postgres'), mysql: await openShop('mysql') }
for (const [engine, shop] of Object.entries(shops)) if (!shop) console.warn(`${engine} is not tested: no server lets us in`)
afterAll(() => Promise.all(Object.values(shops).map(shop => shop?.close())))

async function connect(shop: Shop, access: object, login: 'reader' | 'writer' = 'reader') {
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: shop.settings(login),
    access,
  })
  expect(body.data_source.status).toBe('connected')
  return body.data_source
}

const access = {
  tables: ['products', 'customers'],
  hidden_columns: ['*.email'],
  row_filters: [{ table: 'customers', column: 'id', equals: 'visitor.customer_id' }],
  public_tables: ['products'],
}

describe.each(Object.values(shops).filter(shop => shop !== null))('$engine', shop => {
  const ask = async (id: string, query: string) => owner.post('/data-sources/query', { connection_id: id, query })
  let limited: string
  beforeAll(async () => {
    limited = (await connect(shop, access)).connection_id
  })

  test('hidden columns do not exist, for whatever form of a question', async () => {
    const all = await ask(limited, 'select * from customers order by id')
    expect(all.body.results).toEqual([
      { id: 'c1', name: 'Ada', points: 100 },
      { id: 'c2', name: 'Bob', points: 0 },
      { id: 'c3', name: 'Cleo', points: 7 },
    ])
    for (const query of [
      'select email from customers',
      'select c.email from customers c',
      "select 1 from customers where email like 'a%'",
      'select * from products natural join customers where email is not null',
      'with x as (select email from customers) select * from x',
    ])
      expect((await ask(limited, query)).status, query).toBe(400)
    const { body } = await owner.get(`/data-sources/${limited}/schema?samples=true`)
    expect(JSON.stringify(body)).not.toMatch(/email|example\.com|orders/)
    expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['customers', 'products'])
    expect(body.tables[0].sample).toHaveLength(3)
  })

  test('tables that are not on the list are out of reach', async () => {
    const database = String(shop.settings().database)
    const queries = [
      'select * from orders',
      'select * from orders o',
      'select (select count(*) from orders) as n',
      'select * from products, orders',
      'select * from products where id in (select product_id from orders)',
      'with orders as (select * from orders) select * from orders',
      'with a as (select * from orders), orders as (select 1 as x) select * from a',
      'select * from orders union all (with orders as (select 1 as id, 1 as b, 1 as c, 1 as d) select * from orders)',
      'select table_name from information_schema.tables',
      shop.engine === 'postgres' ? 'select * from public.orders' : `select * from ${database}.orders`,
      shop.engine === 'postgres' ? 'select * from "public" . "orders"' : `select * from \`${database}\` . \`orders\``,
      shop.engine === 'postgres' ? 'select * from pg_class' : 'select * from mysql.user',
      shop.engine === 'postgres' ? 'select * from "orders"' : 'select * from `orders`',
      'select * from ORDERS',
    ]
    for (const query of queries) {
      const { status, body } = await ask(limited, query)
      const rows = status === 200 ? body.results : []
      expect(rows, query).toEqual([])
    }
    const plain = await ask(limited, 'with best as (select * from products where price > 20) select name from best order by price desc')
    expect(plain.body.results).toEqual([{ name: 'Grinder' }, { name: 'Moka pot' }])
  })

  test('a visitor sees the rows that are theirs, and the identity cannot be chosen in the question', async () => {
    const created = await owner.post('/saved-queries', {
      connection_id: limited,
      name: `my_points_${shop.engine}`,
      description: 'How many points the customer has',
      query: 'select id, name, points from customers where points >= :least',
      parameters: [{ name: 'least', type: 'integer', default: 0 }],
      audience: 'public',
    })
    expect(created.status).toBe(201)
    const path = `/saved-queries/${created.body.saved_query.query_id}/run`
    const mine = await owner.post(path, { visitor: { sub: 'x', customer_id: 'c2' } })
    expect(mine.body.results).toEqual([{ id: 'c2', name: 'Bob', points: 0 }])
    const sly = await owner.post(path, { visitor: { sub: 'x', customer_id: "c2' or '1'='1" } })
    expect(sly.body.results).toEqual([])
    expect((await owner.post(path, { visitor: { sub: 'x' } })).body.message).toMatch(/nobody is signed in/)
    expect((await owner.post(path, { arguments: { least: 'seven' } })).status).toBe(400)
    expect((await owner.post(path, { arguments: { customer_id: 'c1' } })).status).toBe(400)
    expect((await owner.post(path, { arguments: { least: 5 } })).body.row_count).toBe(2)
  })

  test('a condition that fails on hidden rows tells nothing of them', async () => {
    const created = await owner.post('/saved-queries', {
      connection_id: limited,
      name: `oracle_${shop.engine}`,
      description: 'Would fail on Bob',
      query: "select name from customers where 1 / points > 0 and cast(case when id = 'c2' then 'x' else '1' end as decimal(5,0)) > 0",
      audience: 'public',
    })
    const path = `/saved-queries/${created.body.saved_query.query_id}/run`
    const mine = await owner.post(path, { visitor: { sub: 'x', customer_id: 'c3' } })
    expect(mine.status).toBe(200)
  })

  test('parameters bound to the visitor are filled by nobody else', async () => {
    const created = await owner.post('/saved-queries', {
      connection_id: (await connect(shop, {})).connection_id,
      name: `bound_${shop.engine}`,
      description: 'Own points',
      query: 'select points from customers where id = :customer and name <> :not_this',
      parameters: [
        { name: 'customer', type: 'string', from: 'visitor.customer_id' },
        { name: 'not_this', type: 'string' },
      ],
      audience: 'public',
    })
    expect(created.body.saved_query.arguments_schema).toMatchObject({ properties: { not_this: {} }, required: ['not_this'] })
    expect(created.body.saved_query.arguments_schema.properties).not.toHaveProperty('customer')
    const path = `/saved-queries/${created.body.saved_query.query_id}/run`
    expect((await owner.post(path, { arguments: { not_this: ':customer' }, visitor: { customer_id: 'c1' } })).body.results).toEqual([
      { points: 100 },
    ])
    const chosen = await owner.post(path, { arguments: { not_this: 'x', customer: 'c1' }, visitor: { customer_id: 'c2' } })
    expect(chosen.status).toBe(400)
  })

  test('rows of an outlet alone are seen when it speaks', async () => {
    const me = await owner.get('/auth/me')
    const outlet = await owner.post(`/companies/${me.body.user.company_id}/outlets`, { name: 'North', row_filter: { product_id: [1, 2] } })
    const created = await owner.post('/saved-queries', {
      connection_id: (await connect(shop, {})).connection_id,
      name: `sold_${shop.engine}`,
      description: 'What was sold',
      query: 'select count(*) as n from orders',
    })
    const path = `/saved-queries/${created.body.saved_query.query_id}/run`
    expect((await owner.post(path)).body.results).toEqual([{ n: 4 }])
    expect((await owner.post(path, { outlet_id: outlet.body.outlet.outlet_id })).body.results).toEqual([{ n: 3 }])
  })

  test('what is too expensive is not begun, and what the day allows is all there is', async () => {
    const cheap = await connect(shop, { max_cost: 2, daily_queries: 3 })
    const heavy = await ask(cheap.connection_id, 'select count(*) from orders a, orders b, orders c, orders d, orders e')
    expect(heavy.body.message).toContain('too expensive')
    await ask(cheap.connection_id, 'select 1 as one')
    await ask(cheap.connection_id, 'select 1 as one')
    expect((await ask(cheap.connection_id, 'select 1 as one')).body.message).toContain('used up')
  })

  test('an answer is given again for as long as the merchant allows', async () => {
    const { connection_id } = await connect(shop, { cache_seconds: 300, daily_queries: 1 })
    for (let count = 0; count < 3; count++) expect((await ask(connection_id, 'select 1 as one')).status).toBe(200)
  })

  test('agents may not write queries with a login that can write, nor for visitors over tables that are nobody’s', async () => {
    expect((await connect(shop, {}, 'writer')).free_sql).toMatchObject({ internal: false, public: false })
    expect((await connect(shop, { writable_acknowledged: true }, 'writer')).free_sql).toMatchObject({ internal: true, public: false })
    expect((await connect(shop, { tables: ['products', 'orders'], public_tables: ['products'] })).free_sql).toEqual({
      internal: true,
      public: false,
      reason: expect.stringContaining('orders'),
    })
    expect((await connect(shop, access)).free_sql).toEqual({ internal: true, public: true, reason: null })
  })
})

describe('saved queries', () => {
  test('are refused when they would be refused later, name what is missing, and keep their names to themselves', async () => {
    const shop = shops.postgres
    if (!shop) throw new Error('there is always a PostgreSQL')
    const { connection_id } = await connect(shop, {})
    const save = (changes: object) =>
      owner.post('/saved-queries', { connection_id, name: 'a_query', description: 'Something', query: 'select 1 as one', ...changes })
    expect((await save({ query: 'delete from orders' })).body.details).toHaveProperty('query')
    expect((await save({ query: 'select :x' })).body.details.parameters).toContain('"x"')
    expect((await save({ parameters: [{ name: 'y', type: 'string' }] })).body.details.parameters).toContain('"y"')
    expect((await save({ name: 'query_data_source' })).body.details).toHaveProperty('name')
    expect((await save({ query: "select ':x'::text, 1::int -- :y" })).status).toBe(201)
    expect((await save({})).status).toBe(409)
  })
})
