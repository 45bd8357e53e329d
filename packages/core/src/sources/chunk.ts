/** What is indexed and cited: one passage that can stand alone in an answer. */
export interface Chunk {
  /** Position within the document, counted from 0 without gaps. */
  readonly ordinal: number
  /** Of a `qa` the last heading is the question and the body its answer. */
  readonly kind: ChunkKind
  /** Title of the document, or of the product. */
  readonly title: string
  /** The headings above the passage, outermost first, without the title. */
  readonly headings: readonly string[]
  /**
   * About `targetChunkLength` characters, never more than `maximumChunkLength`. Plain text with the least of Markdown: `- ` and `1. ` for lists, pipe
   * tables, fenced code, `[text](address)` for links; `plainBody` gives it without. The heading above it is not repeated in it.
   */
  readonly body: string
  /** Products, and single rows of tables: name to value. */
  readonly fields: Readonly<Record<string, string>> | null
  /** BCP 47, when the source says so. */
  readonly language: string | null
  readonly url: string | null
}

export type ChunkKind = 'text' | 'list' | 'table' | 'qa' | 'product' | 'code'

/** Characters a passage aims at: long enough to answer, short enough to be cited. */
export const targetChunkLength = 800

/** Characters no passage exceeds. */
export const maximumChunkLength = 1600
