import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false, addUsedSchema: false, logger: false })

/** Compiling takes a millisecond, so schemas that are used again are kept, the oldest forgotten first. */
const compiled = new Map<string, ValidateFunction | string>()
const mostCompiled = 500

/** Says what is wrong with a value by a JSON Schema of draft 2020-12; empty when it fits. Formats are not looked at. */
export function checkSchema(schema: Readonly<Record<string, unknown>>, value: unknown): readonly string[] {
  const validate = compile(schema)
  if (typeof validate === 'string') return [validate]
  if (validate(value)) return []
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath.slice(1) || 'it'} ${message ?? 'does not fit'}`)
}

function compile(schema: Readonly<Record<string, unknown>>) {
  const key = JSON.stringify(schema)
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = tryCompile(schema)
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value ?? '')
  compiled.set(key, made)
  return made
}

function tryCompile(schema: Readonly<Record<string, unknown>>): ValidateFunction | string {
  try {
    const { $id: _id, $schema: _draft, ...anonymous } = schema
    return ajv.compile(anonymous)
  } catch (error) {
    return `the schema cannot be used: ${error instanceof Error ? error.message : String(error)}`
  }
}
