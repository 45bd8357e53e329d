import { api } from '@craveva/contract/api'
import type { Endpoint } from '@craveva/contract/endpoint'

export interface NamedEndpoint {
  /** `agents.get` */
  readonly name: string
  readonly endpoint: Endpoint
}

/** Every endpoint there is. */
export const endpoints: readonly NamedEndpoint[] = Object.entries(api as Record<string, Record<string, Endpoint>>).flatMap(
  ([slice, ofSlice]) => Object.entries(ofSlice).map(([name, endpoint]) => ({ name: `${slice}.${name}`, endpoint })),
)

/** Names of the values in an endpoint's path. */
export const paramsOf = ({ operation }: Endpoint) => [...operation.path.matchAll(/:(\w+)/g)].map(match => match[1] ?? '')

/** An endpoint's path with these values. Throws for one that is missing, as a new kind of thing must be told to the tests once. */
export const pathWith = ({ operation }: Endpoint, params: Readonly<Record<string, string>>) =>
  operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`testing/one-of-each.ts does not make a ${name} yet`)
    return value
  })
