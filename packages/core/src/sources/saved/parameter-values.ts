import type { QueryParameter } from '@craveva/contract/saved-queries'
import { boundValue, type Viewer } from '../asking/source-access.ts'
import type { SourceValue } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'

/**
 * The values of a saved query's parameters: what is bound comes from the viewer whatever was given, the rest from the arguments, each of its type.
 * Throws SourceError `refused` naming the first that does not fit.
 */
export function parameterValues(
  parameters: readonly QueryParameter[],
  given: Readonly<Record<string, unknown>>,
  viewer: Viewer,
): Map<string, SourceValue> {
  const asked = new Set(parameters.filter(({ from }) => from === null).map(({ name }) => name))
  const unknown = Object.keys(given).find(name => !asked.has(name))
  if (unknown !== undefined) throw new SourceError('refused', `"${unknown}" is not a parameter that can be given.`)
  return new Map(parameters.map(parameter => [parameter.name, valueFor(parameter, given[parameter.name], viewer)]))
}

function valueFor({ name, type, from, required, values, ...parameter }: QueryParameter, given: unknown, viewer: Viewer): SourceValue {
  if (from !== null) {
    const bound = boundValue(from, viewer)
    if (bound === null) throw new SourceError('refused', 'This can be answered only to somebody who is signed in.')
    return type === 'integer' || type === 'number' ? toType(name, type, bound) : bound
  }
  const value = given ?? parameter.default
  if (value === null || value === undefined) {
    if (required) throw new SourceError('refused', `"${name}" is missing.`)
    return null
  }
  if (values && !values.includes(String(value))) throw new SourceError('refused', `"${name}" is one of: ${values.join(', ')}.`)
  return toType(name, type, value)
}

function toType(name: string, type: QueryParameter['type'], value: unknown): SourceValue {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  if (type === 'integer' && Number.isSafeInteger(number)) return number
  if (type === 'number' && Number.isFinite(number)) return number
  if (type === 'boolean' && (typeof value === 'boolean' || value === 'true' || value === 'false')) return value === true || value === 'true'
  if (type === 'string' && (typeof value === 'string' || typeof value === 'number') && !String(value).includes('\0')) return String(value)
  if (type === 'date' && typeof value === 'string' && isDate(value)) return value
  throw new SourceError('refused', `"${name}" is not a ${type === 'date' ? 'date like 2025-01-31' : type}.`)
}

function isDate(text: string) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
