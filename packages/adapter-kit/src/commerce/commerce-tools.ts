import { z } from 'zod'
import type { Tool, ToolCall, ToolResult } from '../tool.ts'
import type { Attempts } from './attempts.ts'
import { commerceTool, said } from './commerce-tool.ts'
import { cutFairly } from './cut-fairly.ts'
import { findOrderTool } from './find-order-tool.ts'
import type { OrderCodes } from './order-codes.ts'
import { policiesAbout, policyTopics } from './policies-about.ts'
import { orderByPrice, pricedVariant } from './price-order.ts'
import { chooseVariant, toProductPart } from './product-part.ts'
import { productText, variantText } from './product-text.ts'
import { productReceipt } from './receipts.ts'
import type { ProductOrder, Shop, ShopProduct, ShopVariant } from './shop.ts'
import { shopperCountry } from './shopper-country.ts'

const productId = z.string().min(1).max(200).describe('The id of a product, as another tool told it')
const chosen = z.record(z.string().max(60), z.string().max(200)).describe('Value of each option, such as {"Size": "M"}').optional()

/**
 * What an agent can do in a shop, the same for every platform. Prices and stock are read when they are asked for; orders are shown to their
 * owners alone, whatever the model asks; what the visitor sees of a product or an order is made here, not by the model.
 */
export function commerceTools(shop: Shop, attempts: Attempts, codes: OrderCodes | null = null): Record<string, Tool> {
  return {
    search_products: commerceTool({
      description:
        'Finds products of the shop with their present prices and availability. Use it before you name, compare or recommend products, and with an order to tell which is the cheapest or the most expensive.',
      input: z.object({
        query: z.string().max(200).describe('What it is and what matters about it, in few words, in the language of the shop'),
        in_stock: z.boolean().default(false).describe('Only what can be bought now'),
        on_sale: z.boolean().default(false).describe('Only what is reduced'),
        min_price: z.number().min(0).nullable().default(null),
        max_price: z.number().min(0).nullable().default(null),
        order: z
          .enum(productOrders)
          .default('fitting')
          .describe(
            'What comes first: what fits the query best, or of all that fit the lowest (cheapest) or the highest price (dearest). Whoever asks for the cheapest or most expensive needs one of these; the query then names the kind of thing alone, and is empty for the whole shop',
          ),
        limit: z.number().int().min(1).max(10).default(5),
      }),
      effect: 'read',
      async run({ query, in_stock, on_sale, min_price, max_price, order, limit }, call) {
        const bounds = { minPrice: min_price, maxPrice: max_price }
        const wanted = { text: query, inStock: in_stock, onSale: on_sale, ...bounds, order, limit, country: shopperCountry(call) }
        const found = await shop.search(wanted, call.signal)
        return found.length > 0
          ? inOrder(shop, found.slice(0, limit), wanted)
          : said('The shop has no such product. Say so; do not name others.', 'none')
      },
    }),
    get_product: commerceTool({
      description: 'Everything about one product: description, options, variants, present prices, stock.',
      input: z.object({ product_id: productId }),
      effect: 'read',
      run: async ({ product_id }, call) => withProducts(shop, [product_id], call, products => shown(shop, products)),
    }),
    compare_products: commerceTool({
      description: 'Reads two to four products side by side.',
      input: z.object({
        product_ids: z.array(productId).min(2).max(4),
        order: z.enum(productOrders).default('fitting').describe('fitting: as they are named; else the cheapest or the dearest first'),
      }),
      effect: 'read',
      run: async ({ product_ids, order }, call) =>
        withProducts(shop, product_ids, call, products => inOrder(shop, products, { ...anyPrice, order, limit: product_ids.length })),
    }),
    check_stock: commerceTool({
      description:
        'Whether a product, in the wanted size, colour and so on, can be bought now, and how many there are where the shop tells.',
      input: z.object({ product_id: productId, options: chosen }),
      effect: 'read',
      run: async ({ product_id, options }, call) =>
        withProducts(shop, [product_id], call, ([product]) => (product ? stockOf(shop, product, options) : said(unknownProduct))),
    }),
    add_to_cart: commerceTool({
      description: 'Offers the visitor a button that puts a product into their cart. Nothing is bought.',
      input: z.object({ product_id: productId, options: chosen, quantity: z.number().int().min(1).max(99).default(1) }),
      effect: 'visitor',
      run: async ({ product_id, options, quantity }, call) =>
        withProducts(shop, [product_id], call, ([product]) => (product ? offer(shop, product, options, quantity) : said(unknownProduct))),
    }),
    find_order: findOrderTool(shop, attempts, codes),
    list_policies: commerceTool({
      description: 'What the shop says about shipping, returns, payment and privacy, in its own words.',
      input: z.object({ topic: z.enum(policyTopics).default('any').describe('What it is about; any where it is something else') }),
      effect: 'read',
      async run({ topic }, { signal }) {
        const policies = await shop.policies(signal)
        if (policies.length === 0) return said('The shop has published no policies.')
        const texts = policiesAbout(policies, topic).map(({ title, url, text }) => [`# ${title}`, url, text].filter(Boolean).join('\n'))
        return said(cutFairly(texts).join('\n\n'))
      },
    }),
  }
}

const unknownProduct = 'The shop has no product with this id. Search for it.'

async function withProducts(
  shop: Shop,
  ids: readonly string[],
  call: ToolCall,
  use: (products: readonly ShopProduct[]) => ToolResult,
): Promise<ToolResult> {
  const found = await shop.products(ids, call.signal, shopperCountry(call))
  return found.length > 0 ? use(found) : said(unknownProduct, 'none')
}

const productOrders = ['fitting', 'cheapest', 'dearest'] as const satisfies readonly ProductOrder[]
const anyPrice = { minPrice: null, maxPrice: null, inStock: false }

/** By price with the variants that it goes by, whatever order they come in. */
const inOrder = (shop: Shop, products: readonly ShopProduct[], wanted: Parameters<typeof orderByPrice>[1]): ToolResult =>
  wanted.order === 'fitting'
    ? shown(shop, products)
    : shown(shop, orderByPrice(products, wanted), product => pricedVariant(product, wanted))

/** `variantOf`: which variant a card begins with, where it is not the one that cards begin with anyway. */
const shown = (
  shop: Shop,
  products: readonly ShopProduct[],
  variantOf: (product: ShopProduct) => ShopVariant | undefined = chooseVariant,
): ToolResult => ({
  content: cutFairly(products.map(productText)).join('\n\n'),
  receipts: products.map(product => productReceipt(shop.source, product)),
  parts: products.map(product => toProductPart(shop, product, variantOf(product))),
  outcome: 'shown',
})

function stockOf(shop: Shop, product: ShopProduct, options: Record<string, string> | undefined): ToolResult {
  const variant = chooseVariant(product, options)
  const receipts = [productReceipt(shop.source, product)]
  if (!variant)
    return {
      content: `There is no such variant. There are:\n${product.variants.map(each => variantText(each, product.currency)).join('\n')}`,
      receipts,
      parts: [],
    }
  return { content: `${product.title}: ${variantText(variant, product.currency)}`, receipts, parts: [] }
}

function offer(shop: Shop, product: ShopProduct, options: Record<string, string> | undefined, quantity: number): ToolResult {
  const variant = chooseVariant(product, options)
  if (!variant) return stockOf(shop, product, options)
  if (!variant.available) return { ...stockOf(shop, product, options), parts: [toProductPart(shop, product, variant)] }
  const part = toProductPart(shop, product, variant)
  if (product.onlyOnPage)
    return {
      content: `${product.title} is bought on its page, not put into the cart from here. The visitor sees the link to it.`,
      receipts: [productReceipt(shop.source, product)],
      parts: [part],
    }
  const { type, url, variantId } = shop.cart(product, variant, quantity)
  return {
    content: `The visitor sees a button that puts ${quantity} × ${product.title} into the cart. It is not in the cart yet.`,
    receipts: [productReceipt(shop.source, product)],
    parts: [{ ...part, action: { type, label: 'Add to cart', url, variant_id: variantId, quantity } }],
  }
}
