import type { ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { z } from 'zod'
import { type AdminApi, TooCostly } from './admin-api.ts'
import { adminProduct, toShopProduct } from './shopify-product.ts'

/** The same question for the shop's own market, and for that of a country. */
export interface ProductQueries {
  readonly own: string
  readonly inCountry: string
}

export interface ReadProducts {
  /** Those that are published there. */
  readonly products: readonly ShopProduct[]
  /** Of the shop itself. */
  readonly shopCurrency: string
  /** How many there would be elsewhere. */
  readonly hidden: number
}

export interface Reading {
  /** Products that may come. */
  readonly most: number
  readonly country: string | null
  readonly signal: AbortSignal
}

export type ProductReader = ReturnType<typeof createProductReader>

const mostVariants = 50
const fewestVariants = 3

const shop = z.object({ currencyCode: z.string() })
const list = z.array(z.unknown())

/**
 * Asks for products, with prices and goods of a shopper's country where Shopify tells these, and with as many variants as one query may have:
 * what a query costs, only Shopify knows.
 */
export function createProductReader(api: AdminApi) {
  /** Variants that may be asked for, by how many products and whether in a country. */
  const limits = new Map<string, number>()
  /** Of countries that Shopify does not know, or where the app may not know prices. */
  const untold = new Set<string>()

  async function ask(query: string, variables: Record<string, unknown>, most: number, signal: AbortSignal) {
    const key = `${most} ${variables.country !== undefined}`
    for (;;) {
      const variants = limits.get(key) ?? mostVariants
      try {
        return await api(query, query.includes('$variants') ? { ...variables, variants } : variables, signal)
      } catch (error) {
        if (!(error instanceof TooCostly) || variants === fewestVariants || !query.includes('$variants')) throw error
        limits.set(key, Math.max(fewestVariants, Math.floor(variants * error.share * 0.9)))
      }
    }
  }

  /** What Shopify answers, and for which country: null for the shop's own market. */
  async function answer({ own, inCountry }: ProductQueries, variables: Record<string, unknown>, { most, country, signal }: Reading) {
    const isTold = country !== null && !untold.has(country)
    if (isTold) {
      try {
        return { answer: await ask(inCountry, { ...variables, country }, most, signal), country }
      } catch (error) {
        if (!(error instanceof PlatformError) || error.kind !== 'refused') throw error
      }
    }
    const answer = await ask(own, variables, most, signal)
    if (isTold) untold.add(country)
    return { answer, country: null }
  }

  return {
    answer,
    /** `nodesOf`: where the products are in the answer. */
    async products(
      queries: ProductQueries,
      variables: Record<string, unknown>,
      reading: Reading,
      nodesOf: (answer: Record<string, unknown>) => unknown,
    ): Promise<ReadProducts> {
      const { answer: told, country } = await answer(queries, variables, reading)
      return toRead(told, nodesOf, country)
    },
  }
}

function toRead(
  answer: Record<string, unknown>,
  nodesOf: (answer: Record<string, unknown>) => unknown,
  country: string | null,
): ReadProducts {
  const shopCurrency = shop.safeParse(answer.shop).data?.currencyCode ?? ''
  const found = (list.safeParse(nodesOf(answer)).data ?? []).flatMap(node => adminProduct.safeParse(node).data ?? [])
  const published = found.filter(({ publishedInContext }) => publishedInContext !== false)
  return {
    products: published.map(product => toShopProduct(product, shopCurrency, country)),
    shopCurrency,
    hidden: found.length - published.length,
  }
}
