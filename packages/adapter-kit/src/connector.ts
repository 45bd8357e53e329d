/** A document of the platform that came, changed or went. */
export type DocumentChange =
  | {
      readonly kind: 'changed'
      readonly id: string
      readonly title: string
      readonly url: string | null
      readonly text: string
      readonly changedAt: Date
    }
  | { readonly kind: 'deleted'; readonly id: string }

/** Brings documents of the platform, such as products and pages, to the agents' knowledge. */
export interface Connector {
  /** Everything, or what has changed since then. */
  pull(since: Date | null): AsyncIterable<DocumentChange>
}
