/**
 * A shop, whatever it runs on, be it a platform or a database of one’s own. Everything is read at the moment it is asked for,
 * never from an index. Calls reject with a `PlatformError`.
 */
export interface Shop {
  /** Names the shop in receipts. */
  readonly source: ShopSource
  /** Products that the platform finds, in the order that is asked for. */
  search(query: ProductQuery, signal: AbortSignal): Promise<readonly ShopProduct[]>
  /** The products with these ids; those that do not exist or are not for sale, there, are left out. */
  products(ids: readonly string[], signal: AbortSignal, country?: string | null): Promise<readonly ShopProduct[]>
  /** Orders that may be the wanted ones. Whether they are is decided by `findOrders`: what a platform's search finds proves nothing. */
  orders(lookup: OrderLookup, signal: AbortSignal): Promise<readonly ShopOrder[]>
  /** Whether orders can have numbers that the platform does not find them by: then it takes the e-mail. */
  readonly numbersNeedEmail?: boolean
  /** How many days back orders can be seen; null for all of them, as it is where this is missing. */
  orderDays?(signal: AbortSignal): Promise<number | null>
  /** What the shop says about shipping, returns, privacy. */
  policies(signal: AbortSignal): Promise<readonly ShopPolicy[]>
  /** How a variant gets into the cart. */
  cart(product: ShopProduct, variant: ShopVariant, quantity: number): CartAction
}

export interface ShopSource {
  /** Id of the data source or deployment. */
  readonly id: string
  /** As the merchant calls it. */
  readonly name: string
}

export interface ProductQuery {
  /** Words; empty for anything. */
  readonly text: string
  readonly inStock: boolean
  readonly onSale: boolean
  /** In the currency that the shopper sees. */
  readonly minPrice: number | null
  readonly maxPrice: number | null
  /** Two letters of ISO 3166-1, for shops whose prices or goods differ by it; the shop's own market unless told. */
  readonly country?: string | null
  readonly order: ProductOrder
  readonly limit: number
}

/**
 * `fitting`: what fits the words best comes first. `cheapest` and `dearest`: of all that fit, by what they cost now; a product with variants costs what
 * its cheapest or its dearest does that can be bought and keeps to the bounds.
 */
export type ProductOrder = 'fitting' | 'cheapest' | 'dearest'

export interface ShopProduct {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly url: string | null
  readonly image: string | null
  /** ISO 4217. */
  readonly currency: string
  /** For whose market the prices are, where the shop has several; absent for its own. */
  readonly country?: string
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** At least one; a product without options has one variant. */
  readonly variants: readonly ShopVariant[]
  /** It is for sale, but goes into no cart from outside its page: a set to choose from, something that another shop sells. */
  readonly onlyOnPage?: boolean
}

export interface ShopVariant {
  readonly id: string
  /** Value of each option, by its name. One that is missing is left to the shopper: the variant comes in every value of it. */
  readonly options: Readonly<Record<string, string>>
  readonly sku: string | null
  /** In units of the currency, such as 12.5 for 12.50 €. */
  readonly price: number
  /** What it cost before; null unless it is reduced. */
  readonly compareAtPrice: number | null
  readonly available: boolean
  /** How many there are; null where the shop does not count or does not tell. */
  readonly stock: number | null
}

/** Whose orders: a customer the platform vouches for, a phone number that writes to us, or a number somebody gave. */
export type OrderLookup =
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'number'; readonly number: string; readonly email: string | null }

/** What is needed of an order to know whose it is, and to tell how it stands; nothing else leaves the platform's package. */
export interface ShopOrder {
  /** As customers know it, such as `#1001`. */
  readonly number: string
  readonly owner: OrderOwner
  /** In plain words, such as `processing`. */
  readonly status: string
  readonly placedAt: Date | null
  readonly total: number | null
  readonly currency: string | null
  readonly items: readonly { readonly title: string; readonly quantity: number; readonly image: string | null }[]
  readonly tracking: readonly {
    readonly carrier: string | null
    readonly number: string | null
    readonly url: string | null
    readonly status: string | null
  }[]
}

/** Never shown to anybody: compared, and forgotten. */
export interface OrderOwner {
  readonly customerId: string | null
  readonly email: string | null
  readonly phones: readonly string[]
  readonly postcodes: readonly string[]
}

export interface ShopPolicy {
  readonly title: string
  readonly url: string | null
  readonly text: string
}

/** `link`: a page that puts it into the cart. `add_to_cart`: the widget does it on the shop's own page. */
export type CartAction = { readonly type: 'link' | 'add_to_cart'; readonly url: string | null; readonly variantId: string }
