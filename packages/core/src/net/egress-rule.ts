import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Addresses that companies may name although they are not public: the operator's exception, one entry of `EGRESS_ALLOW`. */
export interface EgressRule {
  readonly network: readonly [ipaddr.IPv4 | ipaddr.IPv6, number]
  /** Null: every port. */
  readonly port: number | null
}

/** Reads `10.0.0.0/8:5432`, `127.0.0.1:*` or `[fd00::/8]:443`; null when it is none of these. */
export function parseEgressRule(text: string): EgressRule | null {
  const match = /^(?:\[([^[\]]+)\]|([^[\]]+)):(\d{1,5}|\*)$/.exec(text.trim())
  const network = match && parseNetwork(match[1] ?? match[2] ?? '')
  const port = match?.[3] === '*' ? null : Number(match?.[3])
  return network && (port === null || (port > 0 && port < 65_536)) ? { network, port } : null
}

/** Whether an address, in its usual notation, and a port are within a rule. */
export function ruleAdmits({ network, port: only }: EgressRule, address: string, port: number) {
  if (only !== null && only !== port) return false
  const parsed = ipaddr.parse(address)
  return parsed.kind() === network[0].kind() && parsed.match([...network])
}

function parseNetwork(text: string): EgressRule['network'] | null {
  const [address = '', bits, ...rest] = text.split('/')
  if (isIP(address) === 0 || rest.length > 0) return null
  const parsed = ipaddr.parse(address)
  const all = parsed.kind() === 'ipv4' ? 32 : 128
  const length = bits === undefined ? all : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
  return length >= 0 && length <= all ? [parsed, length] : null
}
