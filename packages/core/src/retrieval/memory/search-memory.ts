import { createPassageMemory, type PassageMemory } from './passage-memory.ts'
import { createWordMemory, type WordMemory } from './word-memory.ts'

/** What searches of one process remember, of all companies, within bounds. Never older than the texts: every search asks for their state. */
export interface SearchMemory {
  readonly words: WordMemory
  readonly passages: PassageMemory
}

export const createSearchMemory = (): SearchMemory => ({ words: createWordMemory(), passages: createPassageMemory() })
