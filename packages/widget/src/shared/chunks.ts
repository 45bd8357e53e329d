/** What the panel loads when it is needed for the first time. */
export interface Chunks {
  readonly cards: typeof import('../cards/cards.tsx')
  readonly extras: typeof import('../extras/extras.tsx')
}

/** Brings one of them; the panel brings the files beside its own without. */
export type LoadChunk = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
