import '@shopify/shopify-api/adapters/node'
import { randomBytes } from 'node:crypto'
import { ApiVersion, LogSeverity, type Shopify, shopifyApi } from '@shopify/shopify-api'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'

/** The version of the Admin API that the queries are written for; Shopify supports each for a year. */
export const apiVersion = ApiVersion.October26
export const apiVersionEnds = new Date('2027-10-01T00:00:00Z')

/** Of the app at Shopify, which the operator made, or of a custom app of the merchant. */
export interface ShopifyApp {
  readonly clientId: string
  readonly clientSecret: string
  /** Where the app is reached, such as `chat.example`. */
  readonly hostName: string
}

export type ShopifyFetch = typeof fetch

let currentFetch: ShopifyFetch = fetch

/** Clients of the library keep the function that they find when they are made: this one is put in their way once, and leads where it is told. */
setAbstractFetchFunc(((...input: Parameters<ShopifyFetch>) => currentFetch(...input)) as Parameters<typeof setAbstractFetchFunc>[0])

/** Leads the library's requests elsewhere, for tests; the answer puts it back. */
export function withFetch(other: ShopifyFetch): () => void {
  currentFetch = other
  return () => {
    currentFetch = fetch
  }
}

/** The library's logger would write tokens that it cannot read to the console: it is silent. */
export const createLibrary = ({ clientId, clientSecret, hostName }: ShopifyApp): Shopify =>
  shopifyApi({
    apiKey: clientId || 'custom',
    // The library wants one: without the app's own, what it signs or checks is nobody's.
    apiSecretKey: clientSecret || randomBytes(32).toString('hex'),
    hostName,
    apiVersion,
    isEmbeddedApp: true,
    userAgentPrefix: 'Craveva',
    logger: { level: LogSeverity.Error, log: () => {} },
  })
