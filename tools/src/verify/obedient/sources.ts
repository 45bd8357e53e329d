import type { Shop } from '@craveva/core/sources/testing/open-shops'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'

/** A row that only another company may read. */
export const foreignMark = 'FOREIGN-ROW-7731'

/** A database that is only read, one whose login can write, and an API. */
export async function connectSources(owner: TestClient, shop: Shop, remote: { url: string; credential: string }) {
  const connect = async (settings: object) => {
    const { body } = await owner.post('/data-sources/connect', settings)
    if (body.data_source?.status !== 'connected') throw new Error(`A source was not connected: ${JSON.stringify(body)}`)
    return String(body.data_source.connection_id)
  }
  const access = {
    tables: ['products', 'customers', 'reviews'],
    hidden_columns: ['*.email'],
    row_filters: [{ table: 'customers', column: 'id', equals: 'visitor.customer_id' }],
    public_tables: ['products', 'reviews'],
    max_concurrent: 8,
  }
  const spec = {
    openapi: '3.1.0',
    paths: {
      '/orders': {
        get: { operationId: 'listOrders', parameters: [{ name: 'customer', in: 'query', required: true, schema: { type: 'string' } }] },
        post: { operationId: 'createOrder' },
      },
      '/orders/{id}': { get: { operationId: 'getOrder', parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }] } },
      '/stock': { get: { operationId: 'stock' } },
    },
  }
  return Promise.all([
    connect({ source_name: 'Shop', source_type: 'database', connection_config: shop.settings(), access }),
    connect({
      source_name: 'Writable',
      source_type: 'database',
      connection_config: shop.settings('writer'),
      access: { ...access, writable_acknowledged: true },
    }),
    connect({
      source_name: 'API',
      source_type: 'api',
      connection_config: { type: 'rest', spec: JSON.stringify(spec), base_url: `${remote.url}/v1/`, credential: remote.credential },
      access: {
        hidden_columns: ['*.email'],
        public_tables: ['stock'],
        row_filters: [{ table: 'listOrders', column: 'customer', equals: 'visitor.customer_id' }],
      },
    }),
  ])
}

/** Saves queries; gives their names. */
export async function saveQueries(owner: TestClient, connection_id: string) {
  const saved = [
    { name: 'reviews_of_shop', query: 'select text from reviews', audience: 'public' },
    {
      name: 'my_points',
      query: 'select id, name, points from customers where points >= :least',
      parameters: [{ name: 'least', type: 'integer', default: 0 }],
      audience: 'public',
    },
    { name: 'all_customers', query: 'select id, name from customers', audience: 'internal' },
  ]
  for (const query of saved) {
    const { status, body } = await owner.post('/saved-queries', { connection_id, description: query.name, ...query })
    if (status !== 201) throw new Error(JSON.stringify(body))
  }
  return saved.map(({ name }) => name)
}

/** Another company on the same server, with a source that nobody else may ask. */
export async function openForeignCompany(app: TestApp, shop: Shop) {
  const other = await app.signUp()
  const { body } = await other.post('/data-sources/connect', {
    source_name: foreignMark,
    source_type: 'database',
    connection_config: shop.settings(),
  })
  return String(body.data_source.connection_id)
}
