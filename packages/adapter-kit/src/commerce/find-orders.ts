import { createHash } from 'node:crypto'
import type { ToolVisitor } from '../tool.ts'
import type { Attempts } from './attempts.ts'
import type { OrderCodes } from './order-codes.ts'
import { isProven, type OrderProof, readEmail, readNumber, readPhone } from './order-proof.ts'
import type { Shop, ShopOrder } from './shop.ts'

export interface OrderQuestion {
  /** Null for the newest of a shopper who is known. */
  readonly number: string | null
  readonly email: string | null
  readonly postcode: string | null
  readonly phone: string | null
  /** That was mailed. */
  readonly code?: string | null
}

export type FoundOrders =
  | { readonly kind: 'orders'; readonly orders: readonly ShopOrder[] }
  /** The same answer whether there is no such order or it is somebody else's. */
  | { readonly kind: 'none' }
  /** What is missing to look for one. */
  | { readonly kind: 'ask'; readonly missing: readonly ('number' | 'proof')[] }
  /** As `none`, where the e-mail may find what its number does not. */
  | { readonly kind: 'ask-email' }
  | { readonly kind: 'wait'; readonly minutes: number }
  /** A code was mailed if there is such an order; the same answer whether there is. */
  | { readonly kind: 'code' }
  /** The same answer for a wrong code, one that is too old, and one for an order that is not there. */
  | { readonly kind: 'wrong-code' }
  /** Where nobody can type a code. */
  | { readonly kind: 'no-conversation' }

/**
 * The shopper's orders, and nobody else's. A signed-in customer sees those of their account, a messenger's number those with the same number;
 * anybody else names an order and proves it with the e-mail, phone or postcode it was placed with, and where `codes` are wanted with a code that is mailed
 * to it. Attempts are limited.
 */
export async function findOrders(
  shop: Pick<Shop, 'orders' | 'numbersNeedEmail'>,
  { attempts, codes = null }: { readonly attempts: Attempts; readonly codes?: OrderCodes | null },
  shopper: ToolVisitor,
  question: OrderQuestion,
  signal: AbortSignal,
): Promise<FoundOrders> {
  const own = await ownOrders(shop, shopper, signal)
  const wanted = question.number
  if (own.length > 0 && wanted === null) return { kind: 'orders', orders: own }
  const named = wanted === null ? [] : own.filter(({ number }) => readNumber(number) === readNumber(wanted))
  if (named.length > 0) return { kind: 'orders', orders: named }
  const older = await olderOrders(shop, shopper, wanted, signal)
  if (older.length > 0) return { kind: 'orders', orders: older }

  const { email, postcode, phone } = question
  const hasProof = email !== null || postcode !== null || phone !== null
  if (wanted === null || !hasProof) {
    const missing = [...(wanted === null ? (['number'] as const) : []), ...(hasProof ? [] : (['proof'] as const))]
    return { kind: 'ask', missing }
  }
  if (codes && !shopper.id.startsWith('conv_')) return { kind: 'no-conversation' }
  const code = codes ? (question.code ?? null) : null
  const minutes = await (codes && code !== null ? codes.tries : attempts).count(shopper)
  if (minutes !== null) return { kind: 'wait', minutes }
  const proven = await provenOrders(shop, { number: wanted, email, postcode, phone }, signal)
  if (!codes && proven.length > 0) {
    await attempts.forgive(shopper)
    return { kind: 'orders', orders: proven }
  }
  if (!codes) return { kind: needsEmail(shop, email) ? 'ask-email' : 'none' }

  const address = addressOf(proven)
  const place = { visitor: shopper.id, about: subjectOf(wanted, address) }
  if (code === null) {
    const wait = await codes.codes.send({ ...place, address }, signal)
    return wait === null ? { kind: 'code' } : { kind: 'wait', minutes: wait }
  }
  const isRight = await codes.codes.check({ ...place, code: code.replace(/\D/g, '') || '-' }, signal)
  return isRight && proven.length > 0 ? { kind: 'orders', orders: proven } : { kind: 'wrong-code' }
}

/** Whether an order may be there although it is not found, since no e-mail was given. */
export const needsEmail = (shop: Pick<Shop, 'numbersNeedEmail'>, email: string | null): boolean =>
  shop.numbersNeedEmail === true && email === null

async function provenOrders(shop: Pick<Shop, 'orders'>, proof: OrderProof, signal: AbortSignal): Promise<readonly ShopOrder[]> {
  const [number, address] = [readNumber(proof.number), readEmail(proof.email)]
  if (number === null || (proof.email !== null && address === null)) return []
  const candidates = await shop.orders({ kind: 'number', number, email: address }, signal)
  return candidates.filter(order => isProven(order, proof))
}

/** Longest address that there is. */
const longest = 254

/** A code opens all orders of one number, so that it goes to nobody when they are of several people. */
function addressOf(orders: readonly ShopOrder[]): string | null {
  const addresses = new Set(orders.map(({ owner }) => (readEmail(owner.email) === null ? null : owner.email?.trim().toLowerCase())))
  const [only = null] = addresses
  return addresses.size === 1 && only !== null && only.length <= longest ? only : null
}

/** What a code opens: a number, and of the orders that have it those of whoever got the code. */
function subjectOf(number: string, address: string | null): string {
  const read = readNumber(number) ?? number.slice(0, 100)
  return address === null ? read : `${read} ${createHash('sha256').update(address).digest('base64url')}`
}

/** A customer's order that is none of their newest, by its number. */
async function olderOrders(
  shop: Pick<Shop, 'orders'>,
  { customerId }: ToolVisitor,
  wanted: string | null,
  signal: AbortSignal,
): Promise<readonly ShopOrder[]> {
  const number = wanted === null ? null : readNumber(wanted)
  if (customerId === null || customerId === '' || number === null) return []
  const found = await shop.orders({ kind: 'number', number, email: null }, signal)
  return found.filter(order => order.owner.customerId === customerId && readNumber(order.number) === number)
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
