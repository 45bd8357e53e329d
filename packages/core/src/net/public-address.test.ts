import { isIP } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'
import { canonicalHost, loopbackForms, publicAddresses, specialRanges, withEmbedded } from './testing/address-forms.ts'

describe('addresses that are not of the open internet', () => {
  test.each(specialRanges)('$range: its first, its last and those between', ({ inside }) => {
    expect(inside.filter(isPublicAddress)).toEqual([])
  })

  test('IPv4 addresses packed into IPv6 ones', () => {
    const packed = specialRanges.flatMap(({ inside }) => inside.filter(address => isIP(address) === 4)).flatMap(withEmbedded)
    expect(packed.length).toBeGreaterThan(300)
    expect(packed.filter(isPublicAddress)).toEqual([])
  })

  test('every way to write the own machine', () => {
    const hosts = loopbackForms.map(canonicalHost)
    expect(hosts.filter(host => host !== null && isPublicAddress(host))).toEqual([])
  })

  test('what is no address', () => {
    expect(['', 'localhost', '0x7f.1', '010.0.0.1', '8.8.8.8 ', '2001:4860:4860::8888%eth0'].filter(isPublicAddress)).toEqual([])
  })
})

test('public addresses are public, also next to special ranges', () => {
  const beside = specialRanges.flatMap(({ beside = [] }) => beside)
  expect([...publicAddresses, ...beside].filter(address => !isPublicAddress(address))).toEqual([])
})
