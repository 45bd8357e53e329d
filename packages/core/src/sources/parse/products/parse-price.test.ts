import { expect, it } from 'vitest'
import { parsePrice } from './parse-price.ts'

it.each([
  ['19.90', '19.90', null],
  ['19,90 €', '19.90', 'EUR'],
  ['€19', '19', 'EUR'],
  ['EUR 1.299,00', '1299.00', 'EUR'],
  ['1,299 USD', '1299', 'USD'],
  ['US$ 1,299.50', '1299.50', 'USD'],
  ["CHF 1'299.–", '1299', 'CHF'],
  ['1 299,00 zł', '1299.00', 'PLN'],
  ['$5', '5', null],
  ['0.125', '0.125', null],
  ['59.9', '59.90', null],
  ['12.000.000 ₫', '12000000', 'VND'],
])('reads %s', (text, amount, currency) => {
  expect(parsePrice(text)).toEqual({ amount, currency })
})

it.each(['', 'on request', null, undefined, 'x'.repeat(50)])('finds no amount in %s', text => {
  expect(parsePrice(text)).toBeNull()
})
