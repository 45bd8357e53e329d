import type { InstallationOffer } from '@craveva/adapter-kit/front-door'
import type { ShopContact } from './shop-contact.ts'

/** What is made for a shop: an agent that advises on its products, on its own pages. */
export function offerOf(shop: string, { name, origin }: ShopContact): InstallationOffer {
  const short = name.slice(0, 80)
  return {
    name,
    agent: { name: `${short} advisor`, type: 'product_advisor', greeting: `Hello, and welcome to ${short}! What can I help you choose?` },
    settings: { shop_domain: shop, allowed_origins: origin === `https://${shop}` ? [] : [origin] },
  }
}
