import type { ToolVisitor } from '../tool.ts'
import type { Attempts } from './attempts.ts'
import { isProven, type OrderProof, readEmail, readNumber, readPhone } from './order-proof.ts'
import type { Shop, ShopOrder } from './shop.ts'

export interface OrderQuestion {
  /** Null for the newest of a shopper who is known. */
  readonly number: string | null
  readonly email: string | null
  readonly postcode: string | null
  readonly phone: string | null
}

export type FoundOrders =
  | { readonly kind: 'orders'; readonly orders: readonly ShopOrder[] }
  /** The same answer whether there is no such order or it is somebody else's. */
  | { readonly kind: 'none' }
  /** What is missing to look for one. */
  | { readonly kind: 'ask'; readonly missing: readonly ('number' | 'proof')[] }
  | { readonly kind: 'wait'; readonly minutes: number }

/**
 * The shopper's orders, and nobody else's. A signed-in customer sees those of their account, a messenger's number those with the same number;
 * anybody else names an order and proves it with the e-mail, phone or postcode it was placed with. Attempts are limited.
 */
export async function findOrders(
  shop: Pick<Shop, 'orders'>,
  attempts: Attempts,
  shopper: ToolVisitor,
  question: OrderQuestion,
  signal: AbortSignal,
): Promise<FoundOrders> {
  const own = await ownOrders(shop, shopper, signal)
  const wanted = question.number
  if (own.length > 0 && wanted === null) return { kind: 'orders', orders: own }
  const named = wanted === null ? [] : own.filter(({ number }) => readNumber(number) === readNumber(wanted))
  if (named.length > 0) return { kind: 'orders', orders: named }

  const { email, postcode, phone } = question
  const hasProof = email !== null || postcode !== null || phone !== null
  if (wanted === null || !hasProof) {
    const missing = [...(wanted === null ? (['number'] as const) : []), ...(hasProof ? [] : (['proof'] as const))]
    return { kind: 'ask', missing }
  }
  const minutes = await attempts.count(shopper)
  if (minutes !== null) return { kind: 'wait', minutes }
  const proof: OrderProof = { number: wanted, email, postcode, phone }
  const [number, address] = [readNumber(wanted), readEmail(email)]
  if (number === null || (email !== null && address === null)) return { kind: 'none' }
  const candidates = await shop.orders({ kind: 'number', number, email: address }, signal)
  const proven = candidates.filter(order => isProven(order, proof))
  return proven.length > 0 ? { kind: 'orders', orders: proven } : { kind: 'none' }
}

async function ownOrders(
  shop: Pick<Shop, 'orders'>,
  { customerId, phone }: ToolVisitor,
  signal: AbortSignal,
): Promise<readonly ShopOrder[]> {
  if (customerId !== null && customerId !== '') {
    const found = await shop.orders({ kind: 'customer', customerId }, signal)
    return found.filter(({ owner }) => owner.customerId === customerId)
  }
  const number = readPhone(phone)
  if (number === null) return []
  const found = await shop.orders({ kind: 'phone', phone: number }, signal)
  return found.filter(({ owner }) => owner.phones.some(known => readPhone(known) === number))
}
