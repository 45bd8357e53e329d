import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { EgressError } from './egress-error.ts'
import { type EgressRule, ruleAdmits } from './egress-rule.ts'
import { isPublicAddress } from './public-address.ts'

/** The addresses of a name; throws when it has none. */
export type Lookup = (host: string) => Promise<readonly string[]>

/** As the machine resolves names. */
export const systemLookup: Lookup = async host => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

/** Whether a port may be used at public addresses. Other addresses and ports need a rule. */
export type PortRule = (port: number) => boolean

export interface Target {
  /** As a URL gives it: lower case, without brackets. */
  readonly host: string
  readonly port: number
  readonly allowsPort: PortRule
  /** Which ports `allowsPort` allows, for the error. */
  readonly ports: string
}

/**
 * The addresses of a host that may be connected to, and only these: they are looked up once, and each is checked. Throws EgressError.
 */
export async function findAddresses(target: Target, rules: readonly EgressRule[], resolve: Lookup): Promise<readonly string[]> {
  const found = isIP(target.host) ? [target.host] : await resolveName(target.host, resolve)
  const admitted = found.filter(address => mayConnect(target, rules, address))
  if (admitted.length === 0) throw refusal(target, found[0] ?? target.host)
  return admitted
}

/** Throws EgressError for what can be refused without looking up the name. */
export function refuseAtSight(target: Target, rules: readonly EgressRule[]) {
  if (isIP(target.host) && !mayConnect(target, rules, target.host)) throw refusal(target, target.host)
  if (!target.allowsPort(target.port) && !rules.some(({ port }) => port === null || port === target.port)) throw refusedPort(target)
}

const mayConnect = ({ port, allowsPort }: Target, rules: readonly EgressRule[], address: string) =>
  (allowsPort(port) && isPublicAddress(address)) || (isIP(address) !== 0 && rules.some(rule => ruleAdmits(rule, address, port)))

async function resolveName(host: string, resolve: Lookup) {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new EgressError('unresolvable', `The name ${host} cannot be resolved. Check how it is written.`, { cause })
  })
  if (addresses.length === 0) throw new EgressError('unresolvable', `The name ${host} has no address.`)
  return addresses
}

function refusal(target: Target, address: string) {
  if (isPublicAddress(address)) return refusedPort(target)
  const which = address === target.host ? `${target.host} is` : `${target.host} leads to ${address}, which is`
  const rule = `${address.includes(':') ? `[${address}]` : address}:${target.port}`
  return new EgressError(
    'refused',
    `${which} not a public address. If it is meant, the operator of this server can allow it with EGRESS_ALLOW=${rule}.`,
  )
}

const refusedPort = ({ host, port, ports }: Target) =>
  new EgressError(
    'refused',
    `Port ${port} of ${host} is not one of ${ports}. The operator of this server can allow it by address and port with EGRESS_ALLOW.`,
  )
