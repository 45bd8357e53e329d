import ipaddr from 'ipaddr.js'

/** An address or network as it is stored: in CIDR notation, without bits beyond the mask. Null for what is neither. */
export function toNetwork(text: string): string | null {
  const [address = '', mask, ...rest] = text.trim().split('/')
  // Short forms such as 10.1 or 0x7f.1 are read differently by different programs.
  if (rest.length > 0 || !ipaddr.isValid(address) || (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address))) return null
  const parsed = ipaddr.process(address)
  const bits = parsed.kind() === 'ipv4' ? 32 : 128
  const length = mask === undefined ? bits : /^\d{1,3}$/.test(mask) ? Number(mask) : -1
  if (length < 0 || length > bits) return null
  const kind = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6
  return `${kind.networkAddressFromCIDR(`${parsed.toString()}/${length}`).toString()}/${length}`
}

/** Whether an address lies in one of the networks; an IPv4 address that came over IPv6 counts as itself. */
export function isAdmitted(address: string, networks: readonly string[]) {
  if (networks.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some(network => {
    const [base, length] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match(base, length)
  })
}
