import type { Delivery } from '@craveva/contract/adapters'
import type { FilePart, OrderPart, ProductPart } from '../reply.ts'

type Message = NonNullable<Delivery['message']>

/** What of a message goes to a platform. */
export interface Content {
  readonly text: string
  readonly products: readonly ProductPart[]
  readonly orders: readonly OrderPart[]
  readonly files: readonly FilePart[]
}

/** The words and the things of a message; what only a page can show is left out, and what went wrong is said. */
export function contentOf({ parts }: Message): Content {
  const words = parts.map(part => (part.type === 'text' ? part.text : '')).join('')
  const problems = parts.flatMap(part => (part.type === 'error' ? [part.message] : []))
  const form = parts.flatMap(part => (part.type === 'form' ? [part.title] : []))
  return {
    text: [words, ...(words === '' ? form : []), ...problems].filter(text => text.trim() !== '').join('\n\n'),
    products: parts.filter(part => part.type === 'product'),
    orders: parts.filter(part => part.type === 'order'),
    files: parts.filter(part => part.type === 'file'),
  }
}
