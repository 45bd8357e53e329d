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
  const members = membersOf(object)
  for (const name of names) {
    const value = members.get(plain(name))
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

const known = new WeakMap<JsonObject, Map<string, JsonValue>>()

/** Members by their plain names; remembered, since an object is asked for many. */
function membersOf(object: JsonObject): Map<string, JsonValue> {
  const found = known.get(object)
  if (found) return found
  const members = new Map(
    Object.entries(object)
      .map(([name, value]): [string, JsonValue] => [plain(name), value])
      .reverse(),
  )
  known.set(object, members)
  return members
}

const plainNames = new Map<string, string>()

function plain(name: string): string {
  const remembered = plainNames.get(name)
  if (remembered !== undefined) return remembered
  const made = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  if (plainNames.size < 10_000) plainNames.set(name, made)
  return made
}

/** `shippingCost_EU` as a person would write it: `Shipping cost EU`. */
export function humanName(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([\p{Ll}\p{N}])(\p{Lu}\p{Ll})/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
