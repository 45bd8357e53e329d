import { type ZodType, z } from 'zod'

interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly minLength?: number
  readonly minimum?: number
  readonly minItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** Values that fit where the shape alone does not tell. */
const byName: Readonly<Record<string, unknown>> = {
  email: 'somebody@example.com',
  platform: 'web',
  color: '#336699',
  url: 'https://example.com/webhook',
}

/** A value that a shape accepts: with every field, or with those alone that it requires. */
export const sampleInput = (shape: ZodType, fields: 'all' | 'required' = 'required') =>
  sample(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema, fields) as Record<string, unknown>

/** The fields of an object's shape. */
export const fieldsOf = (shape: ZodType) =>
  Object.keys((z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema).properties ?? {})

function sample(schema: JsonSchema, fields: 'all' | 'required', name = ''): unknown {
  if (name in byName) return byName[name]
  if (schema.const !== undefined) return schema.const
  if (schema.examples?.length) return schema.examples[0]
  if (schema.enum?.length) return schema.enum[0]
  const [either] = schema.anyOf ?? schema.oneOf ?? []
  if (either) return sample(either, fields)
  switch (schema.type) {
    case 'string':
      return 'x'.repeat(Math.max(1, schema.minLength ?? 1))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, fields))
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => fields === 'all' || schema.required?.includes(key))
          .map(([key, inner]) => [key, sample(inner, fields, key)]),
      )
    default:
      return null
  }
}
