import type { Block } from '../../document.ts'
import { isArray, isObject, type JsonObject, type JsonValue } from '../json/json-value.ts'
import { objectProduct } from '../json/object-product.ts'
import { objectQuestion } from '../json/object-record.ts'

const deepest = 8
const mostObjects = 2000

/**
 * What a page says of itself for search engines (JSON-LD, https://schema.org): the product with its price, and questions that the page
 * does not show already.
 */
export function pageDataBlocks(data: readonly string[], shown: readonly Block[]): Block[] {
  const known = new Set(shown.map(shownQuestion).filter(Boolean))
  return data
    .flatMap(json => objectsIn(parsed(json)))
    .slice(0, mostObjects)
    .flatMap((object): Block[] => {
      const product = object['@type'] === 'Product' ? objectProduct(object) : null
      if (product) return [{ kind: 'product', product }]
      const pair = object['@type'] === 'Question' ? objectQuestion(object) : null
      return pair && !known.has(plain(pair.question)) ? [pair] : []
    })
}

/** All objects within a value, outermost first. */
function objectsIn(value: JsonValue | undefined, depth = 0): JsonObject[] {
  if (depth > deepest) return []
  if (isArray(value)) return value.flatMap(item => objectsIn(item, depth + 1))
  return isObject(value) ? [value, ...Object.values(value).flatMap(member => objectsIn(member, depth + 1))] : []
}

function parsed(json: string): JsonValue | undefined {
  try {
    return JSON.parse(json) as JsonValue
  } catch {
    return undefined
  }
}

const shownQuestion = (block: Block): string =>
  block.kind === 'heading' || block.kind === 'paragraph' ? plain(block.text) : block.kind === 'qa' ? plain(block.question) : ''

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
