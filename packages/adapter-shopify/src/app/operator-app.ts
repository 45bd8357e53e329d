/** The app at Shopify that the operator of this server made: merchants install it, and have none of their own. */
export interface OperatorApp {
  readonly clientId: string
  readonly clientSecret: string
}

/** The address of the app in the admin of a shop. */
export const addressInAdmin = ({ clientId }: OperatorApp, shop: string) =>
  `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}/apps/${clientId}`

/** The domain that Shopify gave a shop; null for what is none, whoever says it. */
export const readShop = (text: string | null) => (text !== null && /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/.test(text) ? text : null)
