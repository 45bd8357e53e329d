import type { JsonSchema } from '@craveva/contract/example-of'
import * as fc from 'fast-check'

/** What our shapes use of JSON Schema, and a value may be drawn from. */
export interface Shape extends JsonSchema {
  readonly description?: string
  readonly maxLength?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly maxItems?: number
  readonly minItems?: number
  readonly pattern?: string
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: boolean | Shape
  readonly propertyNames?: Shape
}

/** Stands for an id that exists, or existed; the runner puts one in. */
export const idMark = (kind: string) => `\u{1f511}${kind}`
const idMarks = /^\u{1f511}(\w+)$/u
export const kindOfMark = (text: string) => idMarks.exec(text)?.[1] ?? null

const oddTexts = [
  '',
  ' ',
  '0',
  'null',
  '-1',
  '../..',
  "' or 1=1 --",
  '<script>',
  '%00',
  'a\u0301',
  '\u202eabc',
  '𝒳',
  '{{x}}',
  '\r\nX: y',
  'x'.repeat(5000),
]
const oddValues = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  [],
  {},
  [null],
  { a: { b: [] } },
  '\u0000',
  '\ud800',
  ...oddTexts,
]

/** Any JSON, most of it odd. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...oddValues), fc.jsonValue({ maxDepth: 2 }))

/** Values that a shape accepts, most of the time: patterns and what the API checks beyond the shape may refuse them. */
export function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  const kind = /^Opaque id with the prefix `(\w+)_`/.exec(shape.description ?? '')?.[1]
  if (kind)
    return fc.oneof({ weight: 8, arbitrary: fc.constant(idMark(kind)) }, { weight: 1, arbitrary: fc.constant(`${kind}_${'0'.repeat(26)}`) })
  const choices = shape.anyOf ?? shape.oneOf
  if (choices) return fc.oneof(...choices.map(arbitraryOf))
  if (shape.allOf) return fc.tuple(...shape.allOf.map(arbitraryOf)).map(parts => Object.assign({}, ...(parts as object[])))
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  const drawn = byType(shape)
  return shape.examples?.length ? fc.oneof(fc.constantFrom(...shape.examples), drawn) : drawn
}

function byType(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return text(shape)
    case 'integer':
      return fc.integer({ min: clamp(shape.minimum ?? -10), max: clamp(shape.maximum ?? 1000) })
    case 'number':
      return fc.double({ min: shape.minimum ?? -10, max: shape.maximum ?? 1000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(arbitraryOf(shape.items ?? {}), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.max(shape.minItems ?? 0, Math.min(shape.maxItems ?? 3, 3)),
      })
    case 'object':
      return object(shape)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

const clamp = (bound: number) => Math.max(-2_000_000_000, Math.min(2_000_000_000, bound))

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map(date => date.toISOString()),
  date: fc.constantFrom('2025-01-15', '2025-02-28', '2024-02-29'),
  email: fc.integer({ min: 0, max: 500 }).map(number => `fuzz-${number}@example.com`),
  uri: fc.constantFrom('https://example.com/a', 'http://127.0.0.1:1/', 'https://example.com:8443/x?y=z#f'),
}

function text({ format = '', minLength = 0, maxLength = 200 }: Shape): fc.Arbitrary<string> {
  const known = formats[format]
  if (known) return known
  const longest = Math.max(minLength, Math.min(maxLength, 40))
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ minLength, maxLength: longest }) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: longest }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('Example', 'Can I return sale items?', 'builtin', 'select 1 as one', 'SecurePassword123!', '2025-01-15'),
    },
    { weight: 1, arbitrary: fc.constantFrom(...oddTexts) },
  )
}

function object({ properties = {}, required = [], additionalProperties }: Shape): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, arbitraryOf(shape)]))
  const known = fc.record(fields, { requiredKeys: required.filter(name => name in fields) })
  if (typeof additionalProperties !== 'object') return known
  const further = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), arbitraryOf(additionalProperties), { maxKeys: 2 })
  return fc.tuple(further, known).map(([more, named]) => ({ ...more, ...named }))
}
