import { networkInterfaces } from 'node:os'
import { type Config, localUrl } from './config.ts'

/**
 * How other servers of the same database, and processes of adapters, reach this one: as `INTERNAL_URL` says, or at the first address of this machine
 * that others reach when it listens on all of them.
 */
export function internalUrl(
  { internalUrl: given, host }: Pick<Config, 'internalUrl' | 'host'>,
  port: number,
  interfaces = networkInterfaces(),
) {
  if (given !== null) return given
  const kinds = host === '0.0.0.0' ? ['IPv4'] : host === '::' ? ['IPv4', 'IPv6'] : []
  const addresses = Object.values(interfaces).flatMap(each => each ?? [])
  for (const kind of kinds) {
    // Link-local addresses hold on one interface alone.
    const found = addresses.find(({ family, internal, address }) => family === kind && !internal && !/^(169\.254\.|fe80:)/i.test(address))
    if (found) return localUrl(found.address, port)
  }
  return localUrl(host, port)
}
