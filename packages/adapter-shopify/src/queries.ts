import { forSale } from './for-sale.ts'

/** Everything that is asked of Shopify's Admin API. Each is checked against Shopify's own schema of the pinned version. */

const product = (more: { product: string; variant: string } = { product: '', variant: '' }) => `
  id title description(truncateAt: 600) onlineStoreUrl ${more.product}
  featuredMedia { preview { image { url } } }
  options { name optionValues { name } }
  variants(first: $variants) {
    nodes { id sku price compareAtPrice availableForSale inventoryQuantity inventoryItem { tracked } selectedOptions { name value } ${more.variant} }
  }`

/** The same as shoppers of a country see it. */
const productInCountry = product({
  product: 'publishedInContext(context: { country: $country })',
  variant: 'contextualPricing(context: { country: $country }) { price { amount currencyCode } compareAtPrice { amount } }',
})

export const searchProducts = `query SearchProducts($query: String!, $first: Int!, $variants: Int!) {
  shop { currencyCode }
  products(first: $first, query: $query, sortKey: RELEVANCE) { nodes { ${product()} } }
}`

export const searchProductsInCountry = `query SearchProductsInCountry($query: String!, $first: Int!, $variants: Int!, $country: CountryCode!) {
  shop { currencyCode }
  products(first: $first, query: $query, sortKey: RELEVANCE) { nodes { ${productInCountry} } }
}`

const range = 'minVariantPrice { amount } maxVariantPrice { amount }'

/** For an order by price, which Shopify has none of: many products in few points. */
export const priceRanges = `query PriceRanges($query: String!, $first: Int!) {
  products(first: $first, query: $query, sortKey: RELEVANCE) {
    nodes { id title productType description(truncateAt: 600) priceRangeV2 { ${range} } }
  }
}`

export const priceRangesInCountry = `query PriceRangesInCountry($query: String!, $first: Int!, $country: CountryCode!) {
  products(first: $first, query: $query, sortKey: RELEVANCE) {
    nodes {
      id title productType description(truncateAt: 600)
      publishedInContext(context: { country: $country })
      contextualPricing(context: { country: $country }) { priceRange { ${range} } }
    }
  }
}`

export const productsByIds = `query ProductsByIds($ids: [ID!]!, $variants: Int!) {
  shop { currencyCode }
  nodes(ids: $ids) { ... on Product { status publishedAt ${product()} } }
}`

export const productsByIdsInCountry = `query ProductsByIdsInCountry($ids: [ID!]!, $variants: Int!, $country: CountryCode!) {
  shop { currencyCode }
  nodes(ids: $ids) { ... on Product { status publishedAt ${productInCountry} } }
}`

export const productStates = `query ProductStates($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { status } } }`

export const findOrders = `query FindOrders($query: String!, $first: Int!) {
  orders(first: $first, query: $query, sortKey: PROCESSED_AT, reverse: true) {
    nodes {
      name email phone processedAt cancelledAt displayFinancialStatus displayFulfillmentStatus
      customer { id }
      billingAddress { phone zip countryCodeV2 }
      shippingAddress { phone zip countryCodeV2 }
      totalPriceSet { shopMoney { amount currencyCode } }
      lineItems(first: 20) { nodes { title quantity image { url } } }
      fulfillments(first: 5) { displayStatus trackingInfo(first: 5) { company number url } }
    }
  }
}`

export const grantedScopes = `query GrantedScopes { currentAppInstallation { accessScopes { handle } } }`

export const policies = `query Policies { shop { shopPolicies { title url body } } }`

export const shopState = `query ShopState {
  shop { name primaryDomain { url } currencyCode }
  currentAppInstallation { accessScopes { handle } }
}`

/** The settings of the theme that visitors see, which tell whether the merchant switched the chat on. */
export const themeSettings = `query ThemeSettings {
  themes(first: 1, roles: [MAIN]) {
    nodes { name files(filenames: ["config/settings_data.json"], first: 1) { nodes { body { ... on OnlineStoreThemeFileBodyText { content } } } } }
  }
}`

/** Of a product as a document. */
const facts =
  'id title status publishedAt descriptionHtml onlineStoreUrl productType vendor tags updatedAt options { name optionValues { name } }'

export const changedProducts = `query ChangedProducts($query: String!, $after: String) {
  products(first: 100, query: $query, after: $after, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes { ${facts} }
  }
}`

export const countProducts = `query CountProducts($query: String!, $limit: Int!) { productsCount(query: $query, limit: $limit) { count } }`

/** What Shopify runs by itself: one connection, whose objects become the lines of a file. */
export const bulkProducts = `query BulkProducts { products(query: "${forSale}") { edges { node { ${facts} } } } }`

export const runBulkOperation = `mutation RunBulkOperation($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) { userErrors { code message } bulkOperation { id } }
}`

export const bulkOperation = `query BulkOperation($id: ID!) { bulkOperation(id: $id) { status errorCode createdAt url fileSize } }`

export const cancelBulkOperation = `mutation CancelBulkOperation($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }`

export const shopContact = `query ShopContact { shop { name email primaryDomain { url } } }`

export const ownInstallation = `query OwnInstallation { currentAppInstallation { id } }`

export const setMetafields = `mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { message } }
}`

export const createWebhook = `mutation CreateWebhook($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) { userErrors { message } webhookSubscription { id } }
}`

export const listWebhooks = `query ListWebhooks { webhookSubscriptions(first: 50) { nodes { id topic uri } } }`
