import { type Operation, operations } from './operations.ts'

const all: readonly Operation[] = Object.values(operations).flatMap(slice => Object.values(slice))

const has = (method: Operation['method'], path: string) =>
  all.some(other => other.method === method && other.path === path && other.access.kind === 'user')

/**
 * Whether an operation reads something that another changes at the same address, or changes something that can be read there: its answer then
 * bears an `ETag`, and a change takes that as `If-Match`.
 */
export const isVersioned = ({ method, path, access }: Operation) =>
  access.kind === 'user' && (method === 'GET' ? has('PUT', path) : (method === 'PUT' || method === 'DELETE') && has('GET', path))
