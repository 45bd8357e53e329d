import type { Chunks, LoadChunk } from '../shared/chunks.ts'

/** One import for each, so that a bundler makes a file of each and loads it when it is needed. */
const files: { readonly [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  cards: () => import('../cards/cards.tsx'),
  extras: () => import('../extras/extras.tsx'),
}

export const loadChunk: LoadChunk = name => files[name]()
