import type { Block } from '../../document.ts'
import { plainDescription } from '../products/plain-description.ts'
import { humanName, isArray, isObject, type JsonObject, type JsonValue, scalarText } from './json-value.ts'
import { markupBlocks } from './markup-blocks.ts'
import { objectProduct } from './object-product.ts'
import { objectQuestion, recordTitle } from './object-record.ts'

const deepest = 40
const mostColumns = 8

/**
 * Blocks of a JSON value: products, questions with answers, and records with a title are recognised; other objects become headings with
 * lists of `Name: value`, lists of like objects tables. `level` is that of the headings to be made.
 */
export function* jsonBlocks(value: JsonValue, level = 1, depth = 0): Generator<Block> {
  if (depth > deepest) return
  if (isArray(value)) yield* arrayBlocks(value, level, depth)
  else if (isObject(value)) yield* objectBlocks(value, level, depth)
  else if (scalarText(value)) yield* markupBlocks(scalarText(value), level)
}

function* arrayBlocks(values: readonly JsonValue[], level: number, depth: number): Generator<Block> {
  const scalars = values.map(scalarText)
  if (scalars.every(Boolean) && scalars.length > 0) {
    yield { kind: 'list', ordered: false, items: scalars.map(plainDescription) }
    return
  }
  const table = asTable(values)
  if (table) yield table
  else for (const value of values) yield* jsonBlocks(value, level, depth + 1)
}

function* objectBlocks(object: JsonObject, level: number, depth: number): Generator<Block> {
  const product = objectProduct(object)
  if (product) return yield { kind: 'product', product }
  const pair = objectQuestion(object)
  if (pair) return yield pair
  const title = recordTitle(object)
  if (title) yield { kind: 'heading', level: Math.min(level, 6), text: title.text }
  yield* memberBlocks(
    Object.entries(object).filter(([name]) => name !== title?.name && !name.startsWith('@')),
    title ? level + 1 : level,
    depth,
  )
}

/** Short values as one list, in their order; long texts and what is nested each under its own heading. */
function* memberBlocks(members: readonly [string, JsonValue][], level: number, depth: number): Generator<Block> {
  const short = members.filter(([, value]) => isShort(value))
  if (short.length) yield { kind: 'list', ordered: false, items: short.map(([name, value]) => `${humanName(name)}: ${shortText(value)}`) }
  for (const [name, value] of members) {
    if (isShort(value) || isEmpty(value)) continue
    const isBody = /^(body|content|text|description|html|body_?html|answer|message)$/i.test(name)
    if (!isBody) yield { kind: 'heading', level: Math.min(level, 6), text: humanName(name) }
    yield* jsonBlocks(value, isBody ? level : level + 1, depth + 1)
  }
}

/** A value for one line: no longer than that, and without markup. */
const isLine = (value: JsonValue, longest: number): boolean =>
  scalarText(value) !== '' && scalarText(value).length <= longest && !/\n|<\/?[a-z]/i.test(scalarText(value))

const isShort = (value: JsonValue): boolean =>
  isLine(value, 200) || (isArray(value) && value.length > 0 && value.length <= 20 && value.every(item => isLine(item, 60)))

const shortText = (value: JsonValue): string =>
  plainDescription(isArray(value) ? value.map(scalarText).join(', ') : scalarText(value)).replace(/\n+/g, ' ')

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)

/** Objects with the same few short members are the rows of a table; questions, products and longer records are not. */
function asTable(values: readonly JsonValue[]): Block | null {
  if (values.length < 2) return null
  const header = new Set<string>()
  for (const value of values) {
    if (!isObject(value) || objectProduct(value) || objectQuestion(value)) return null
    for (const [name, member] of Object.entries(value)) {
      if (!isEmpty(member) && !isLine(member, 100)) return null
      header.add(name)
    }
    if (header.size > mostColumns) return null
  }
  const names = [...header]
  const rows = values.map(value => names.map(name => (isObject(value) ? plainDescription(scalarText(value[name])) : '')))
  return names.length > 1 ? { kind: 'table', caption: null, header: names.map(humanName), rows } : null
}
