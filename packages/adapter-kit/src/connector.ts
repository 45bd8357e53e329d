/** A document of the platform that came, changed or went. */
export type DocumentChange = {
  readonly id: string
  /** Where a reading goes on that was stopped after this; opaque. */
  readonly position?: string
} & (
  | {
      readonly kind: 'changed'
      readonly title: string
      readonly url: string | null
      readonly text: string
      readonly changedAt: Date
      /** Of a product: what it is, by which a question finds it. No prices and no stock, which are read live. */
      readonly product?: ProductFacts
    }
  | { readonly kind: 'deleted' }
)

export interface ProductFacts {
  /** By which the tools know it. */
  readonly id: string
  /** Such as its brand, or the values of its options. */
  readonly attributes: Readonly<Record<string, string>>
}

/** Brings documents of the platform, such as products and pages, to the agents' knowledge. */
export interface Connector {
  /** What merchants call where they come from. */
  readonly name: string
  /** Everything, or what has changed since then, in an order that stays the same; from a position on, where a reading was stopped. */
  pull(since: Date | null, position: string | null): AsyncIterable<DocumentChange>
}
