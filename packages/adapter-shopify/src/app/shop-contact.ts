import { z } from 'zod'
import type { AdminApi } from '../admin-api.ts'
import { shopContact } from '../queries.ts'

const answer = z.object({ shop: z.object({ name: z.string().min(1), email: z.string(), primaryDomain: z.object({ url: z.url() }) }) })

/** What Shopify itself tells of a shop: nothing of it comes from a browser. */
export interface ShopContact {
  readonly name: string
  readonly email: string
  /** Of the pages that customers see. */
  readonly origin: string
}

export async function readShopContact(api: AdminApi, signal: AbortSignal): Promise<ShopContact> {
  const { name, email, primaryDomain } = answer.parse(await api(shopContact, {}, signal)).shop
  return { name, email, origin: new URL(primaryDomain.url).origin }
}
