import { loadSchemaCheck } from './load-schema-check.ts'

/** Characters of a schema as JSON. */
const longest = 16_000
const deepest = 12

/** Words that could send us elsewhere, or keep us busy: patterns can take exponential time, and references lead out of the schema. */
const refused = [
  'pattern',
  'patternProperties',
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$schema',
  '$vocabulary',
]

/** Why a JSON Schema of a company cannot be used; null when it can. */
export async function schemaProblem(schema: Readonly<Record<string, unknown>>): Promise<string | null> {
  if (JSON.stringify(schema).length > longest) return `has more than ${longest} characters`
  if (schema.type !== 'object') return 'must be of the type object'
  const problem = find(schema, false, 1)
  if (problem) return problem
  const checkSchema = await loadSchemaCheck()
  return checkSchema(schema, {}).find(message => message.startsWith('the schema cannot be used')) ?? null
}

/** Names of properties may be anything, so that words are looked for among the keywords alone. */
function find(value: unknown, isNames: boolean, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (depth > deepest) return `is nested more than ${deepest} deep`
  for (const [key, inner] of Object.entries(value)) {
    if (!isNames && !Array.isArray(value) && refused.includes(key)) return `must not use ${key}`
    if (key === 'enum' || key === 'const' || key === 'default' || key === 'examples') continue
    const problem = find(inner, !isNames && key === 'properties', depth + 1)
    if (problem) return problem
  }
  return null
}
