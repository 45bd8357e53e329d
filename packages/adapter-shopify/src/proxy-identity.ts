import { createHmac } from 'node:crypto'
import type { Shopify } from '@shopify/shopify-api'

/**
 * Tells the shop's own page who is signed in, through the app proxy: Shopify signs the request, and names the customer. The answer is the token
 * that the chat takes as proof, for a quarter of an hour.
 */
export async function answerProxy(query: URLSearchParams, library: Shopify, shop: string, identitySecret: string): Promise<Response> {
  const isGenuine = await library.utils.validateHmac(query as never, { signator: 'appProxy' }).catch(() => false)
  // A visitor can put a name of their own into the address, beside the one that Shopify puts there, and Shopify signs both.
  const customers = query.getAll('logged_in_customer_id')
  if (!isGenuine || query.get('shop') !== shop || customers.length > 1) return new Response(null, { status: 401 })
  const [customer = ''] = customers
  const token = identitySecret !== '' && /^\d{1,20}$/.test(customer) ? sign(customer, identitySecret) : null
  return Response.json({ token }, { headers: { 'cache-control': 'no-store' } })
}

/** By what the chat knows a customer. */
export const subjectOf = (customer: string) => `shopify_${customer}`

/** A JSON Web Token signed with HS256. Source: RFC 7515. */
function sign(customer: string, secret: string): string {
  const now = Math.floor(Date.now() / 1000)
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { sub: subjectOf(customer), customer_id: customer, iat: now, exp: now + 900 }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
