/** What a parser makes of one file, or of one record of a file that holds many. */
export interface ParsedDocument {
  /** Path within the upload; the same when the file is uploaded again, so that it replaces what was there. */
  readonly key: string
  readonly title: string
  /** As found by content, not by name. */
  readonly mediaType: string
  /** BCP 47, when the file says so. */
  readonly language: string | null
  readonly blocks: readonly Block[]
  /** Address where a customer can read the original, when the file names one. */
  readonly url: string | null
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly caption: string | null
      readonly header: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'qa'; readonly question: string; readonly answer: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'product'; readonly product: ProductRecord }

/** One product of a shop, its variants merged. Amounts are decimal strings without currency sign, as `19.90`. */
export interface ProductRecord {
  /** The shop's own handle, parent SKU or id; unique within its document. */
  readonly handle: string
  readonly title: string
  /** Plain text. */
  readonly description: string
  readonly vendor: string | null
  /** Type or category, as the shop names it. */
  readonly type: string | null
  readonly tags: readonly string[]
  /** ISO 4217 when known. */
  readonly currency: string | null
  /** What a customer chooses from, as `{ name: 'Size', values: ['S', 'M'] }`. */
  readonly options: readonly ProductOption[]
  /** At least one. */
  readonly variants: readonly ProductVariant[]
  readonly image: string | null
  readonly url: string | null
  /** Anything else the export tells a customer about the product, as material or weight. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface ProductOption {
  readonly name: string
  readonly values: readonly string[]
}

export interface ProductVariant {
  readonly sku: string | null
  /** One value per option of the product, in the same order. */
  readonly options: readonly string[]
  readonly price: string | null
  /** The price before a reduction. */
  readonly compareAtPrice: string | null
  /** null: the export does not say. */
  readonly available: boolean | null
  /** Pieces in stock, when counted. */
  readonly stock: number | null
}
