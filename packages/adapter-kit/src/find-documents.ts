/** A document that was brought, and how well it fits. */
export interface FoundDocument {
  readonly id: string
  /** Of a product. */
  readonly productId: string | null
  /** Share of what the words tell that it holds, 0 to 1. */
  readonly coverage: number
}

/**
 * Finds documents by their words, however these are spelled or inflected; the best first, `most` at most. Null until everything was brought once, and
 * when there is no answer in time: then nothing is known of what there is.
 */
export type FindDocuments = (words: string, most: number, signal: AbortSignal) => Promise<readonly FoundDocument[] | null>
