/** What a code opens, and for whom. */
export interface CodePlace {
  /** The `id` of a tool's visitor. */
  readonly visitor: string
  /** What is opened by it, such as the number of an order. */
  readonly about: string
}

/** Codes of six digits that are mailed to an address: whoever types one into the conversation reads the mail of that address. */
export interface Codes {
  /**
   * Mails one to an address; with null to nobody, which takes as long and is answered alike, so that nothing tells whether there is an address. The minutes to
   * wait when the visitor wanted too many, null otherwise.
   */
  send(place: CodePlace & { readonly address: string | null }, signal: AbortSignal): Promise<number | null>
  /** Whether it is the one that was sent last: true once, within ten minutes and five tries. */
  check(place: CodePlace & { readonly code: string }, signal: AbortSignal): Promise<boolean>
}
