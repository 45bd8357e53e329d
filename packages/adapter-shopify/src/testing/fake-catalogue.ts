/** A small shop's data, made up for tests. */
export interface FakeCatalogue {
  name: string
  email: string
  /** Of the app's installation. */
  readonly metafields: Map<string, string>
  /** Where pages are said to be, and pictures that have a path of their own. */
  linkBase: string
  readonly products: FakeProduct[]
  readonly orders: FakeOrder[]
  readonly policies: { title: string; url: string; body: string }[]
  /** Of the theme that visitors see. */
  theme: string
  /** Types of the blocks of that theme, and whether each is switched off. */
  blocks: { type: string; disabled?: boolean }[]
  /** What the merchant granted. */
  scopes: readonly string[]
  readonly webhooks: { id: string; topic: string; uri: string }[]
  readonly bulkOperations: FakeBulkOperation[]
  /** By country; anywhere else is the shop's own market. Null where the app may not know them. */
  markets: Readonly<Record<string, FakeMarket>> | null
}

export interface FakeMarket {
  readonly currency: string
  /** By which the shop's own prices are multiplied. */
  readonly rate: number
  /** Products that are not published there. */
  readonly without: readonly number[]
}

export interface FakeBulkOperation {
  readonly id: string
  readonly query: string
  readonly createdAt: string
  isCancelled?: boolean
}

export interface FakeProduct {
  readonly id: number
  readonly title: string
  readonly description: string
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly variants: FakeVariant[]
  /** `ACTIVE` unless given. */
  status?: string
  /** Path of its picture; made up unless given. */
  readonly image?: string
  updatedAt: string
}

export interface FakeVariant {
  readonly id: number
  readonly options: Readonly<Record<string, string>>
  price: string
  compareAtPrice: string | null
  stock: number
}

export interface FakeOrder {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly zip: string
  /** `DE` unless given. */
  readonly country?: string
  readonly customerId: number
  readonly items: readonly { readonly title: string; readonly quantity: number }[]
  readonly total: string
  readonly status: { readonly paid: string; readonly sent: string }
  readonly tracking?: { readonly company: string; readonly number: string }
}

const updatedAt = '2026-11-01T10:00:00Z'

export const fakeCatalogue = (): FakeCatalogue => ({
  name: 'Harbour',
  email: 'hello@harbour.example',
  metafields: new Map(),
  linkBase: 'https://harbour.example',
  products: [
    {
      id: 11,
      title: 'Harbour Mug',
      description: 'A stoneware mug for coffee & tea, 0.35 l, dishwasher safe.',
      options: { Title: ['Default Title'] },
      variants: [{ id: 111, options: { Title: 'Default Title' }, price: '12.50', compareAtPrice: '15.00', stock: 4 }],
      updatedAt,
    },
    {
      id: 12,
      title: 'Skipper Rain Jacket',
      description: 'A waterproof jacket with a hood.',
      options: { Size: ['S', 'M', 'L'], Colour: ['Navy', 'Yellow'] },
      variants: [
        { id: 121, options: { Size: 'S', Colour: 'Navy' }, price: '129.00', compareAtPrice: null, stock: 0 },
        { id: 122, options: { Size: 'M', Colour: 'Navy' }, price: '129.00', compareAtPrice: null, stock: 7 },
        { id: 123, options: { Size: 'L', Colour: 'Yellow' }, price: '119.00', compareAtPrice: '129.00', stock: 1 },
      ],
      updatedAt,
    },
    {
      id: 13,
      title: 'Wool Socks',
      description: 'Warm socks of merino wool.',
      options: { Title: ['Default Title'] },
      variants: [{ id: 131, options: { Title: 'Default Title' }, price: '18.00', compareAtPrice: null, stock: 0 }],
      updatedAt,
    },
  ],
  orders: [
    {
      name: '#1001',
      email: 'jo.kim@example.com',
      phone: '+491701234567',
      zip: '10115',
      customerId: 7,
      items: [{ title: 'Harbour Mug', quantity: 2 }],
      total: '25.00',
      status: { paid: 'PAID', sent: 'UNFULFILLED' },
    },
    {
      name: 'SO-1002',
      email: 'sam@example.com',
      phone: '+442079460000',
      zip: 'SW1A 1AA',
      customerId: 8,
      items: [{ title: 'Skipper Rain Jacket', quantity: 1 }],
      total: '129.00',
      status: { paid: 'PAID', sent: 'FULFILLED' },
      tracking: { company: 'DHL', number: '00340434161094042557' },
    },
  ],
  policies: [
    {
      title: 'Refund policy',
      url: 'https://harbour.example/policies/refund-policy',
      body: '<p>You can return unused goods within 30 days.</p>',
    },
  ],
  theme: 'Dawn',
  blocks: [],
  scopes: ['read_products', 'read_inventory', 'read_orders', 'read_customers', 'read_legal_policies', 'read_themes'],
  webhooks: [],
  bulkOperations: [],
  markets: {},
})
