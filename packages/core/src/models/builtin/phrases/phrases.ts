/** What the built-in model says of its own, in one language. Everything else it says is quoted. */
export interface Phrases {
  readonly decline: string
  /** Before topics or questions it can answer. */
  readonly canHelp: string
  readonly greeting: (name: string) => string
  readonly thanks: string
  readonly goodbye: string
  readonly whoAmI: (name: string) => string
  readonly source: string
  /** Before a quotation in another language than the visitor's. */
  readonly otherLanguage: string
  /** Before the meanings that compete. */
  readonly askBack: string
  readonly products: ProductPhrases
}

export interface ProductPhrases {
  readonly found: string
  readonly from: string
  readonly before: string
  readonly inStock: string
  readonly soldOut: string
  readonly costs: (name: string, price: string) => string
}
