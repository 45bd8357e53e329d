import type { Candidate } from '../candidates.store.ts'

/** Passages read lately. Their text never changes under their id, so that nothing needs to tell of changes. */
export interface PassageMemory {
  find(companyId: string, chunkId: string): Candidate | undefined
  keep(companyId: string, candidates: readonly Candidate[]): void
}

/** Characters of text and index that are kept at most; with what is read out of them about twenty bytes each. */
const mostCharacters = 3_000_000

/** Those unused the longest go first. */
export function createPassageMemory(): PassageMemory {
  const kept = new Map<string, Candidate>()
  let characters = 0
  return {
    find(companyId, chunkId) {
      const key = keyOf(companyId, chunkId)
      const candidate = kept.get(key)
      if (candidate) {
        kept.delete(key)
        kept.set(key, candidate)
      }
      return candidate
    },
    keep(companyId, candidates) {
      for (const candidate of candidates) {
        const key = keyOf(companyId, candidate.chunk_id)
        if (kept.has(key)) continue
        kept.set(key, candidate)
        characters += sizeOf(candidate)
      }
      for (const [key, oldest] of kept) {
        if (characters <= mostCharacters) break
        kept.delete(key)
        characters -= sizeOf(oldest)
      }
    },
  }
}

const keyOf = (companyId: string, chunkId: string): string => `${companyId} ${chunkId}`

const sizeOf = ({ title, body, terms }: Candidate): number => title.length + body.length + terms.length + 200
