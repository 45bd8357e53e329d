import type { ProductRecord } from '../../document.ts'
import { finishedProduct, type ProductDraft } from './product-draft.ts'

/** Products and characters of description that are held at a time; exports keep the rows of a product together, people may not. */
const mostHeld = 10_000
const mostCharacters = 8_000_000

/** Holds products while further rows may add to them; the oldest are given away when there are too many. */
export interface DraftShelf {
  get(handle: string): ProductDraft | undefined
  put(draft: ProductDraft): void
  /** Those that must go, if any. */
  overflow(): ProductRecord[]
  rest(): ProductRecord[]
}

export function draftShelf(): DraftShelf {
  const drafts = new Map<string, ProductDraft>()
  let characters = 0
  let anyPublished = false
  const take = (count: number): ProductRecord[] => {
    const taken = [...drafts.values()].slice(0, count)
    anyPublished ||= taken.some(draft => draft.isPublished)
    for (const draft of taken) {
      drafts.delete(draft.handle)
      characters -= draft.description.length
    }
    // An export in which nothing is published knows nothing of publishing.
    return taken.filter(draft => (draft.isPublished || !anyPublished) && (draft.title || draft.handle)).map(finishedProduct)
  }
  return {
    get: handle => drafts.get(handle),
    put(draft) {
      if (drafts.has(draft.handle)) return
      drafts.set(draft.handle, draft)
      characters += draft.description.length
    },
    overflow: () => (drafts.size > mostHeld || characters > mostCharacters ? take(Math.ceil(drafts.size / 2)) : []),
    rest: () => take(drafts.size),
  }
}
