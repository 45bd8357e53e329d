/** What the built-in model says of its own, in one language. Everything else it says is quoted. */
export interface Phrases {
  readonly decline: string
  /** Before questions it can answer. */
  readonly canHelp: string
  /** Before topics its documents are about. */
  readonly topics: string
  readonly greeting: (name: string) => string
  readonly thanks: string
  readonly goodbye: string
  readonly whoAmI: (name: string) => string
  readonly source: string
  /** Before a quotation in another language than the visitor's. */
  readonly otherLanguage: string
  /** Before the meanings that compete. */
  readonly askBack: string
  /** Before products that may suit. */
  readonly products: string
  /** A price that is the lowest of several. */
  readonly from: (price: string) => string
  /** The price before a reduction. */
  readonly before: (price: string) => string
  readonly inStock: string
  readonly soldOut: string
  readonly price: string
  /** Whole messages that are small talk, over folded text without punctuation. */
  readonly said: {
    readonly greeting: RegExp
    readonly thanks: RegExp
    readonly goodbye: RegExp
    readonly whoAreYou: RegExp
  }
}
