/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value)

/** A value that stands on one line: text, number or truth value. '' for everything else. */
export function scalarText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** The first filled scalar among these names; names are compared without case and signs. */
export function field(object: JsonObject, ...names: readonly string[]): string {
  return scalarText(fieldValue(object, ...names)).trim()
}

export function fieldValue(object: JsonObject, ...names: readonly string[]): JsonValue | undefined {
  const keys = Object.keys(object)
  for (const name of names) {
    const key = keys.find(candidate => plain(candidate) === plain(name))
    const value = key === undefined ? undefined : object[key]
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** `shippingCost_EU` as a person would write it: `Shipping cost EU`. */
export function humanName(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([\p{Ll}\p{N}])(\p{Lu}\p{Ll})/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
