import type { OrderOwner, ShopOrder } from './shop.ts'

/** What somebody says to show that an order is theirs. */
export interface OrderProof {
  readonly number: string
  readonly email: string | null
  readonly postcode: string | null
  readonly phone: string | null
}

/**
 * Whether an order has this number and belongs to whoever knows one of these: each must match exactly, but for the ways in which people write
 * the same thing. A value that the order does not have matches nothing, and an empty one proves nothing.
 */
export const isProven = ({ number, owner }: ShopOrder, proof: OrderProof): boolean =>
  sameNumber(number, proof.number) && knowsOwner(owner, proof)

function knowsOwner({ email, phones, postcodes }: OrderOwner, proof: OrderProof): boolean {
  const given = [
    proof.email === null ? null : same(readEmail(proof.email), [email].map(readEmail)),
    proof.phone === null ? null : same(readPhone(proof.phone), phones.map(readPhone)),
    proof.postcode === null ? null : same(readPostcode(proof.postcode), postcodes.map(readPostcode)),
  ].filter(result => result !== null)
  // Two proofs of which one is wrong are a guess.
  return given.length > 0 && given.every(Boolean)
}

const same = (given: string | null, known: readonly (string | null)[]): boolean => given !== null && known.includes(given)

/** `#1001`, `1001` and ` No. 1001` are one number; letters count, `SO-1001` is another. */
const sameNumber = (one: string, other: string): boolean => {
  const read = readNumber(one)
  return read !== null && read === readNumber(other)
}

/** Words before a number. They stand apart from it: `NO-1001` and `Order1001` are how a shop itself may number. */
const before =
  /^(?:(?:order|bestellung|bestellnummer|auftrag|commande|pedido|ordine|encomenda|bestelling|number|nummer|numéro|número|numero|nº|no|nr|num|n)(?:[.:°]\s*|\s+|(?=#))|(?:ご?注文(?:番号)?|订单号?|訂單號?|주문(?:번호)?)\s*:?\s*)+/i

/** Without the words and signs that people put before it; null for what cannot be a number. */
export const readNumber = (text: string): string | null => {
  const read = text.replaceAll('№', '#').normalize('NFKC').trim().replace(before, '').replace(/^#\s*/, '').toLowerCase()
  return /^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(read) ? read : null
}

/** Null for what cannot be an address. Case does not count, anything else does: `a.b@x` and `ab@x` are two people outside of one provider. */
export const readEmail = (text: string | null): string | null => {
  const read = text?.normalize('NFKC').trim().toLowerCase() ?? ''
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(read) ? read : null
}

/**
 * Digits with the country's code, however they are grouped, without the `(0)` that is dialled at home alone, and without the 1 that mobile numbers of
 * Mexico had after it until 2019 and still have in some messengers; a number without the code matches none with it.
 */
export const readPhone = (text: string | null): string | null => {
  const read = (text ?? '')
    .normalize('NFKC')
    .replace(/^\s*00/, '+')
    .replace(/^(\s*\+[\d ]+)\(0\)/, '$1')
    .replace(/[\s()./-]/g, '')
  return /^\+?\d{7,15}$/.test(read) ? read.replace(/^\+/, '').replace(/^521(?=\d{10}$)/, '52') : null
}

const readPostcode = (text: string | null): string | null => {
  const read = (text ?? '').normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z\d]{3,10}$/.test(read) ? read : null
}
