import type { Operation } from '@craveva/contract/operations'

export type Values = Readonly<Record<string, unknown>>

/** Where a call goes and what is left of its input for the body. */
export interface Located {
  /** Below the base of the API, with its query string. */
  readonly path: string
  readonly body: Values
}

/** Puts an input's values where they belong: into the path by name, the rest into the query of a GET or DELETE, else into the body but for what the operation names. */
export function locate({ method, path, queryNames = [] }: Pick<Operation, 'method' | 'path' | 'queryNames'>, input: Values): Located {
  const rest = { ...input }
  const filled = path.replace(/:(\w+)/g, (_match, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === null || value === '') throw new TypeError(`${method} ${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const hasBody = method === 'POST' || method === 'PUT'
  const query = new URLSearchParams()
  for (const name of hasBody ? queryNames : Object.keys(rest)) {
    const value = rest[name]
    delete rest[name]
    if (value !== undefined && value !== null) query.set(name, String(value))
  }
  return { path: query.size ? `${filled}?${query}` : filled, body: rest }
}

/** The base of the API below an address given with or without its path. */
export function apiBase(baseUrl: string): string {
  if (!/^https?:\/\//.test(baseUrl)) throw new TypeError(`baseUrl is an address such as https://api.example, not "${baseUrl}"`)
  return `${baseUrl.replace(/\/+$/, '').replace(/\/api\/v1$/, '')}/api/v1`
}
