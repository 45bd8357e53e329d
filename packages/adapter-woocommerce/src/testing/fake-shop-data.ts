/** A small shop's data in the shapes of WooCommerce, made up for tests. */

export interface FakeVariation {
  readonly id: number
  /** Names, not slugs. One that is missing is left to the shopper. */
  readonly options: Readonly<Record<string, string>>
  price: number
  regularPrice: number
  stock: number | null
}

export interface FakeProduct {
  readonly id: number
  name: string
  description: string
  sku: string
  price: number
  regularPrice: number
  stock: number | null
  modified: string
  /** `publish` unless given. */
  status?: string
  /** `visible` unless given; else `catalog`, `search` or `hidden`. */
  visibility?: string
  /** To be seen with it alone. */
  password?: string
  /** More can be ordered than there are. */
  backorders?: boolean
  /** Bought on its page: `grouped`, or `external` at another shop. */
  readonly kind?: 'grouped' | 'external'
  /** It has no price, and is not for sale. */
  isUnpriced?: boolean
  /** Names; one that is made up unless given. */
  categories?: readonly string[]
  /** Path of its picture; made up unless given. */
  readonly image?: string
  /** Its sizes, the original first; that alone unless given. */
  readonly imageWidths?: readonly number[]
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly variations: FakeVariation[]
}

export interface FakeOrder {
  readonly id: number
  readonly number: string
  status: string
  readonly email: string
  readonly phone: string
  /** `DE` unless given. */
  readonly country?: string
  readonly postcode: string
  readonly customerId: number
  readonly items: readonly { readonly name: string; readonly quantity: number }[]
  readonly total: string
  readonly tracking?: { readonly carrier: string; readonly number: string }
}

const modified = '2026-11-01T10:00:00'

export const fakeProducts = (): FakeProduct[] => [
  {
    id: 11,
    name: 'Harbour Mug',
    description: '<p>A stoneware mug for <strong>coffee &amp; tea</strong>, 0.35 l, dishwasher safe.</p>',
    sku: 'MUG-1',
    price: 12.5,
    regularPrice: 15,
    stock: 4,
    modified,
    options: {},
    variations: [],
  },
  {
    id: 12,
    name: 'Skipper Rain Jacket',
    description: '<p>A waterproof jacket with a hood.</p>',
    sku: 'JACKET',
    price: 129,
    regularPrice: 129,
    stock: null,
    modified,
    options: { Size: ['S', 'M', 'L'], Colour: ['Navy', 'Yellow'] },
    variations: [
      { id: 121, options: { Size: 'S', Colour: 'Navy' }, price: 129, regularPrice: 129, stock: 0 },
      { id: 122, options: { Size: 'M', Colour: 'Navy' }, price: 129, regularPrice: 129, stock: 7 },
      { id: 123, options: { Size: 'L', Colour: 'Yellow' }, price: 119, regularPrice: 129, stock: 1 },
    ],
  },
  {
    id: 13,
    name: 'Wool Socks',
    description: '<p>Warm socks of merino wool.</p>',
    sku: 'SOCKS',
    price: 18,
    regularPrice: 18,
    stock: 0,
    modified,
    options: {},
    variations: [],
  },
]

export const fakeOrders = (): FakeOrder[] => [
  {
    id: 1001,
    number: '1001',
    status: 'processing',
    email: 'jo.kim@example.com',
    phone: '+49 170 1234567',
    postcode: '10115',
    customerId: 7,
    items: [{ name: 'Harbour Mug', quantity: 2 }],
    total: '25.00',
  },
  {
    id: 1002,
    number: 'SO-1002',
    status: 'completed',
    email: 'sam@example.com',
    phone: '+44 20 7946 0000',
    postcode: 'SW1A 1AA',
    customerId: 8,
    items: [{ name: 'Skipper Rain Jacket', quantity: 1 }],
    total: '129.00',
    tracking: { carrier: 'DHL', number: '00340434161094042557' },
  },
  {
    id: 1003,
    number: '1003',
    status: 'checkout-draft',
    email: 'jo.kim@example.com',
    phone: '',
    postcode: '',
    customerId: 0,
    items: [],
    total: '0.00',
  },
]

export interface FakePage {
  readonly title: { readonly rendered: string }
  readonly link: string
  readonly content: { readonly rendered: string }
}

export const fakePages = (): FakePage[] => [
  {
    title: { rendered: 'Refund &amp; Returns Policy' },
    link: 'https://shop.example/returns',
    content: { rendered: '<p>You can return unused goods within 30 days.</p>' },
  },
  { title: { rendered: 'About us' }, link: 'https://shop.example/about', content: { rendered: '<p>We are a shop.</p>' } },
]
