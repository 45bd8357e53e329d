import type { FakeCatalogue, FakeMarket, FakeOrder, FakeProduct, FakeVariant } from './fake-catalogue.ts'
import type { FakeShopify } from './fake-shopify.ts'

type Arguments = Record<string, unknown>

/** Resolvers of the fields that are asked for; the schema does the rest. */
export function answerQuery({ catalogue }: FakeShopify) {
  const { products, orders, policies, webhooks } = catalogue
  const toNode = (product: FakeProduct) => {
    const node = toProduct(product, catalogue.linkBase)
    const publishedInContext = ({ context }: Arguments) => !marketOf(catalogue, context)?.without.includes(product.id)
    const nodes = node.variants.nodes.map(variant => ({
      ...variant,
      contextualPricing: ({ context }: Arguments) => priceIn(variant, marketOf(catalogue, context)),
    }))
    const pricing = {
      priceRangeV2: rangeOf(product.variants, undefined),
      contextualPricing: ({ context }: Arguments) => ({ priceRange: rangeOf(product.variants, marketOf(catalogue, context)) }),
    }
    return { ...node, ...pricing, publishedInContext, variants: ({ first }: Arguments) => ({ nodes: nodes.slice(0, Number(first)) }) }
  }
  return {
    shop: {
      name: catalogue.name,
      email: catalogue.email,
      currencyCode: 'EUR',
      primaryDomain: { url: catalogue.linkBase },
      shopPolicies: policies,
    },
    currentAppInstallation: {
      id: gid('AppInstallation', 1),
      accessScopes: catalogue.scopes.map(handle => ({ handle })),
    },
    products: ({ query, first, after }: Arguments) => {
      const words = wordsOf(String(query ?? ''))
      const found = products
        .filter(product => fits(product, words, String(query ?? '')))
        .toSorted((a, b) => relevance(b, words) - relevance(a, words))
      const start = Number(after ?? 0)
      const end = start + Number(first)
      const nodes = found.slice(start, end).map(toNode)
      return { pageInfo: { hasNextPage: found.length > end, endCursor: String(end) }, nodes, edges: nodes.map(node => ({ node })) }
    },
    productsCount: ({ query, limit }: Arguments) => ({
      count: Math.min(products.filter(product => fits(product, [], String(query ?? ''))).length, Number(limit ?? 10_000)),
      precision: 'EXACT',
    }),
    nodes: ({ ids }: Arguments) =>
      (ids as string[]).map(id => products.filter(product => gid('Product', product.id) === id).map(toNode)[0] ?? null),
    // As loose as the real search: tokens of the name, anything of an e-mail.
    orders: ({ query, first }: Arguments) => ({
      nodes: orders
        .filter(order => query === undefined || isFound(order, String(query)))
        .slice(0, Number(first))
        .map(toOrder),
    }),
    themes: () => ({
      nodes: [
        {
          name: catalogue.theme,
          files: {
            nodes: [
              {
                body: {
                  __typename: 'OnlineStoreThemeFileBodyText',
                  content: `/* Written by Shopify */\n${JSON.stringify({ current: { blocks: Object.fromEntries(catalogue.blocks.map((block, index) => [String(index), block])) } })}`,
                },
              },
            ],
          },
        },
      ],
    }),
    metafieldsSet: ({ metafields }: Arguments) => {
      const given = metafields as { ownerId: string; namespace: string; key: string; value: string }[]
      for (const { ownerId, namespace, key, value } of given)
        if (ownerId === gid('AppInstallation', 1)) catalogue.metafields.set(`${namespace}.${key}`, value)
      return { userErrors: [] }
    },
    webhookSubscriptions: () => ({ nodes: webhooks }),
    webhookSubscriptionCreate: ({ topic, webhookSubscription }: Arguments) => {
      const hook = {
        id: gid('WebhookSubscription', webhooks.length + 1),
        topic: String(topic),
        uri: String((webhookSubscription as { uri: string }).uri),
      }
      webhooks.push(hook)
      return { userErrors: [], webhookSubscription: hook }
    },
  }
}

function marketOf({ markets }: FakeCatalogue, context: unknown) {
  if (markets === null)
    throw Object.assign(new Error('Access denied for contextualPricing field.'), { extensions: { code: 'ACCESS_DENIED' } })
  return markets[String((context as { country?: unknown }).country)]
}

function priceIn({ price, compareAtPrice }: { price: string; compareAtPrice: string | null }, market: FakeMarket | undefined) {
  const { currency, rate } = market ?? { currency: 'EUR', rate: 1 }
  const money = (amount: string) => ({ amount: (Number(amount) * rate).toFixed(2), currencyCode: currency })
  return { price: money(price), compareAtPrice: compareAtPrice === null ? null : money(compareAtPrice) }
}

function rangeOf(variants: readonly FakeVariant[], market: FakeMarket | undefined) {
  const prices = variants.map(variant => priceIn(variant, market).price).sort((a, b) => Number(a.amount) - Number(b.amount))
  return { minVariantPrice: prices[0], maxVariantPrice: prices.at(-1) }
}

const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`

const wordsOf = (query: string) =>
  [...(/\((.*)\)/.exec(query)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, word = '']) => word.toLowerCase().replace(/(?<=\w{3})s$/, ''))

/** How many of the words it holds, in its title above all. */
const relevance = ({ title, description }: FakeProduct, words: readonly string[]) =>
  words.reduce((sum, word) => sum + (title.toLowerCase().includes(word) ? 3 : description.toLowerCase().includes(word) ? 1 : 0), 0)

function fits(
  { title, description, variants, updatedAt, status = 'ACTIVE' }: FakeProduct,
  words: readonly string[],
  query: string,
): boolean {
  const price = (sign: string) => Number(new RegExp(`price:${sign}([\\d.]+)`).exec(query)?.[1] ?? Number.NaN)
  const since = /updated_at:>"([^"]+)"/.exec(query)?.[1]
  const prices = variants.map(variant => Number(variant.price))
  const text = `${title} ${description}`.toLowerCase()
  return (
    (words.length === 0 || words.some(word => text.includes(word))) &&
    (!query.includes('is_price_reduced:true') || variants.some(({ compareAtPrice }) => compareAtPrice !== null)) &&
    !prices.every(each => each < price('>=')) &&
    !prices.every(each => each > price('<=')) &&
    (!query.includes('status:active') || status === 'ACTIVE') &&
    (!since || updatedAt > since)
  )
}

const toProduct = (product: FakeProduct, linkBase: string) => ({
  __typename: 'Product',
  id: gid('Product', product.id),
  title: product.title,
  description: product.description,
  descriptionHtml: `<p>${product.description}</p>`,
  onlineStoreUrl: `${linkBase}/products/${product.id}`,
  status: product.status ?? 'ACTIVE',
  publishedAt: '2026-01-01T00:00:00Z',
  updatedAt: product.updatedAt,
  productType: 'Things',
  vendor: 'Harbour',
  tags: ['sea'],
  featuredMedia: {
    __typename: 'MediaImage',
    preview: { image: { url: product.image ? linkBase + product.image : `https://cdn.shopify.com/${product.id}.jpg` } },
  },
  options: Object.entries(product.options).map(([name, values]) => ({ name, optionValues: values.map(value => ({ name: value })) })),
  variants: { nodes: product.variants.map(toVariant) },
})

const toVariant = ({ id, options, price, compareAtPrice, stock }: FakeVariant) => ({
  id: gid('ProductVariant', id),
  sku: `SKU-${id}`,
  price,
  compareAtPrice,
  availableForSale: stock > 0,
  inventoryQuantity: stock,
  inventoryItem: { tracked: true },
  selectedOptions: Object.entries(options).map(([name, value]) => ({ name, value })),
})

function isFound({ name, email, phone, customerId }: FakeOrder, query: string): boolean {
  const customer = /customer_id:(\d+)/.exec(query)?.[1]
  if (customer) return String(customerId) === customer
  const number = /name:"([^"]*)"/.exec(query)?.[1]
  const address = /email:"([^"]*)"/.exec(query)?.[1]
  if (number === undefined) return query.replace(/"/g, '') === phone
  const isNumber = name.toLowerCase().includes(number.toLowerCase()) || number.includes(name.replace('#', ''))
  return isNumber && (!address || address.split('@').some(part => email.includes(part)))
}

const toOrder = ({ name, email, phone, zip, country = 'DE', customerId, items, total, status, tracking }: FakeOrder) => ({
  name,
  email,
  phone,
  processedAt: '2026-11-20T09:30:00Z',
  cancelledAt: null,
  displayFinancialStatus: status.paid,
  displayFulfillmentStatus: status.sent,
  customer: { id: gid('Customer', customerId) },
  billingAddress: { phone, zip, countryCodeV2: country },
  shippingAddress: { phone: null, zip, countryCodeV2: country },
  totalPriceSet: { shopMoney: { amount: total, currencyCode: 'EUR' } },
  lineItems: { nodes: items.map(item => ({ ...item, image: { url: 'https://cdn.shopify.com/item.jpg' } })) },
  fulfillments: tracking ? [{ displayStatus: 'IN_TRANSIT', trackingInfo: [{ ...tracking, url: null }] }] : [],
})
