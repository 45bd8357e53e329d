import { createHmac } from 'node:crypto'
import { identitySecret } from './shop-doubles.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = (customer: string, seconds = 900) => ({
  sub: `c_${customer}`,
  customer_id: customer,
  exp: Math.floor(Date.now() / 1000) + seconds,
})
const sign = (head: object, payload: object, secret = identitySecret) => {
  const signed = `${encode(head)}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
const head = { alg: 'HS256', typ: 'JWT' }

/** As the shop signs it for a customer who is signed in. */
export function tokenOf(customer: string): string {
  return sign(head, claims(customer))
}

/** A token that says it is of this customer and is not, in one of six ways. */
export function forgedToken(customer: string, way: number): string {
  const other = tokenOf(customer === '7' ? '8' : '7').split('.')
  switch (way) {
    case 0:
      return `${encode({ alg: 'none' })}.${encode(claims(customer))}.`
    case 1:
      return sign(head, claims(customer), 'another secret of 32 letters or more')
    case 2:
      return sign(head, claims(customer, -60))
    case 3:
      return `${other[0]}.${encode(claims(customer))}.${other[2]}`
    case 4:
      return sign({ alg: 'HS512', typ: 'JWT' }, claims(customer))
    default:
      return `${encode(head)}.${encode(claims(customer))}.${'A'.repeat(43)}`
  }
}
