import type { QueryParameter } from '@craveva/contract/saved-queries'

const jsonTypes = {
  string: { type: 'string', maxLength: 2000 },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
} as const

/** JSON Schema of the arguments that a model, or a caller, fills in; what is bound to the visitor is not among them. */
export function argumentsSchema(parameters: readonly QueryParameter[]): Record<string, unknown> {
  const asked = parameters.filter(({ from }) => from === null)
  return {
    type: 'object',
    properties: Object.fromEntries(
      asked.map(({ name, type, description, values, default: standard }) => [
        name,
        {
          ...jsonTypes[type],
          ...(description ? { description } : {}),
          ...(values && type === 'string' ? { enum: values } : {}),
          ...(standard !== null ? { default: standard } : {}),
        },
      ]),
    ),
    required: asked.filter(({ required, default: standard }) => required && standard === null).map(({ name }) => name),
    additionalProperties: false,
  }
}
