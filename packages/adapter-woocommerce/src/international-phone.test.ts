import { expect, it } from 'vitest'
import { internationalPhone } from './international-phone.ts'

it.each<[string, string, string | null]>([
  ['0170 555 0001', 'DE', '+491705550001'],
  ['(030) 123-4567', 'DE', '+49301234567'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['07700 900123', 'GB', '+447700900123'],
  ['612 34 56 78', 'ES', '+34612345678'],
  ['(555) 123-4567', 'US', '+15551234567'],
  ['347 123 4567', 'IT', '+393471234567'],
  ['+49 170 5550001', 'DE', null],
  ['0049 170 5550001', 'DE', null],
  ['170 5550001', 'DE', null],
  ['1 555 123 4567', 'US', null],
  ['34612345678', 'ES', null],
  ['06 30 123 4567', 'HU', null],
  ['0170 555 0001', '', null],
  ['0170 555 0001 ext. 5', 'DE', null],
  ['0', 'DE', null],
])('%s in %j is %j', (phone, country, expected) => {
  expect(internationalPhone(phone, country)).toBe(expected)
})
