import ipaddr from 'ipaddr.js'

/** The wider network an address belongs to: the /24 of an IPv4 address, the /48 of an IPv6 address, which is what one customer of a host gets. */
export function wideNetworkOf(address: string) {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const bytes = parsed.toByteArray().slice(0, parsed.kind() === 'ipv4' ? 3 : 6)
  return `${parsed.kind()}:${bytes.join('.')}`
}

/** The network an address is counted under: an IPv4 address itself, or the /56 of an IPv6 address, which is what one household gets. */
export function networkOf(address: string) {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${parsed
    .toByteArray()
    .slice(0, 7)
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')}/56`
}
