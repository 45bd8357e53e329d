import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { internalUrl } from './internal-url.ts'

const address = (family: 'IPv4' | 'IPv6', text: string, internal = false) =>
  ({ family, address: text, internal }) as unknown as NetworkInterfaceInfo

const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  eth0: [address('IPv4', '169.254.7.7'), address('IPv6', 'fe80::1'), address('IPv6', '2001:db8::7'), address('IPv4', '192.0.2.7')],
}
const at = (host: string, given: string | null = null, machine: NodeJS.Dict<NetworkInterfaceInfo[]> = interfaces) =>
  internalUrl({ host, internalUrl: given }, 3000, machine)

test('a server on all addresses is reached at one that others reach', () => {
  expect(at('0.0.0.0')).toBe('http://192.0.2.7:3000')
  expect(at('::')).toBe('http://192.0.2.7:3000')
  expect(at('::', null, { eth0: [address('IPv6', '2001:db8::7')] })).toBe('http://[2001:db8::7]:3000')
})

test('one on a single address there, and one without a network on its own machine', () => {
  expect(at('127.0.0.1')).toBe('http://127.0.0.1:3000')
  expect(at('192.0.2.9')).toBe('http://192.0.2.9:3000')
  expect(at('0.0.0.0', null, { lo: interfaces.lo })).toBe('http://localhost:3000')
})

test('what the operator says holds', () => {
  expect(at('0.0.0.0', 'http://craveva-1.internal')).toBe('http://craveva-1.internal')
})
