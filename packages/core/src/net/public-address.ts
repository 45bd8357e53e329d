import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Addresses that lie in public ranges and yet lead into a cloud's own machinery: the WireServer of Azure. */
const notMeantForCustomers = ['168.63.129.16']

/** The range that IPv6 addresses of the open internet are given out from (https://www.iana.org/assignments/ipv6-unicast-address-assignments). */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Whether an address belongs to the open internet: not to this machine, a private network, a link, a group, documentation or a tunnel,
 * and not to an IPv4 address packed into an IPv6 one. Anything but the usual notation is not an address.
 */
export function isPublicAddress(address: string) {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast) && !holdsInterfaceOfIsatap(parsed)
  return !notMeantForCustomers.includes(parsed.toString())
}

/** RFC 5214: the last 64 bits are 0000:5efe or 0200:5efe and an IPv4 address. */
const holdsInterfaceOfIsatap = ({ parts }: ipaddr.IPv6) => parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200)
