/** As much of JSON Schema as our shapes become. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  /** Of what is not among `properties`. */
  readonly additionalProperties?: boolean | JsonSchema
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2025-01-15T10:00:00Z',
  date: '2025-01-15',
  email: 'user@example.com',
  uri: 'https://example.com',
  binary: '(a file)',
}

/** Values that fit where neither the shape nor an example of it tells. */
const byName: Readonly<Record<string, unknown>> = {
  name: 'Example',
  title: 'Returns',
  email: 'user@example.com',
  platform: 'web',
  url: 'https://example.com/webhook',
  color: '#336699',
  model: 'builtin',
  model_used: 'builtin',
  excerpt: 'Goods can be returned within 30 days.',
  message: 'Done',
}

/**
 * A value of a shape, for people to read: the examples that the contract gives where it does, else the plainest that fits. `known` is laid over
 * it; the first item of a list in it is laid over each.
 */
export function exampleOf(schema: JsonSchema, known?: unknown, name = ''): unknown {
  const { properties, items } = schema
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return known === null ? null : exampleOf(choice.find(fits(known)) ?? choice[0] ?? {}, known, name)
  if (properties || schema.required) return exampleObject(schema, known)
  if (Array.isArray(known)) return items && known.length > 0 ? known.map(item => exampleOf(items, item, name)) : known
  if (known !== undefined) return known
  if (schema.const !== undefined) return schema.const
  if (schema.examples?.length) return schema.examples[0]
  if (schema.enum?.length) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  // Nothing is made up for a pattern.
  if (items) return items.pattern && !items.examples ? [] : [exampleOf(items, undefined, name.replace(/s$/, ''))]
  return plain(schema, name)
}

function exampleObject({ required = [], properties: named = {}, additionalProperties }: JsonSchema, known: unknown) {
  const others = typeof additionalProperties === 'object' ? required.filter(key => !(key in named)) : []
  const properties = { ...named, ...Object.fromEntries(others.map(key => [key, additionalProperties as JsonSchema])) }
  const given: Record<string, unknown> = typeof known === 'object' && known !== null ? { ...known } : {}
  const shown = Object.entries(properties).filter(([key]) => key in given || known === undefined || required.includes(key))
  const entries = shown.map(([key, inner]): [string, unknown] => [key, exampleOf(inner, given[key], key)])
  const further = Object.entries(given).filter(([key]) => !(key in properties))
  return Object.fromEntries([...entries, ...further])
}

/** Whether a choice is the one that a known value was meant for: an object by its names, anything else by its type. */
const fits =
  (known: unknown) =>
  ({ properties, type }: JsonSchema) => {
    if (known === undefined) return true
    if (typeof known === 'object' && known !== null && !Array.isArray(known))
      return properties !== undefined && Object.keys(known).every(key => key in properties)
    return type === typeof known || (type === 'array' && Array.isArray(known)) || (type === 'integer' && typeof known === 'number')
  }

function plain({ type, format, minLength = 0, minimum }: JsonSchema, name: string) {
  if (name in byName) return byName[name]
  if (format && format in formats) return formats[format]
  switch (type) {
    case 'string':
      return 'text'.padEnd(minLength, '.')
    case 'integer':
    case 'number':
      return Math.max(1, minimum ?? 1)
    case 'boolean':
      return false
    case 'object':
      return {}
    default:
      return null
  }
}
