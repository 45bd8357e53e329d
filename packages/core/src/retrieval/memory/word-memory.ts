import type { FoundWords, SoughtWords, VocabularyEntry } from '../lookup.store.ts'

/** What was looked up of a company's vocabulary, as long as its texts do not change. */
export interface WordMemory {
  /** What of the sought is not known yet; null when all of it is. */
  missing(key: string, sought: SoughtWords): SoughtWords | null
  /** Adds what was found for what was sought; what is of another state is forgotten. */
  learn(key: string, sought: SoughtWords, found: FoundWords): void
  /** All that is known of the sought. Only after `missing` answered null, or `learn`. */
  recall(key: string, sought: SoughtWords): FoundWords | null
  forget(key: string): void
}

interface Known {
  readonly stems: Map<string, readonly VocabularyEntry[]>
  readonly words: Map<string, readonly VocabularyEntry[]>
  readonly similar: Map<string, readonly VocabularyEntry[]>
  readonly compounds: Map<string, readonly VocabularyEntry[]>
  readonly about: Pick<FoundWords, 'state' | 'synonyms' | 'chunks' | 'averageLength'>
  /** Entries and empty places kept. */
  size: number
}

/** Entries kept over all companies. */
const mostEntries = 150_000
const mostOfOne = 30_000

/** Keys are a company with the data sources searched. Those unused the longest go first. */
export function createWordMemory(): WordMemory {
  const all = new Map<string, Known>()
  let size = 0

  const forget = (key: string) => {
    size -= all.get(key)?.size ?? 0
    all.delete(key)
  }
  const use = (key: string) => {
    const known = all.get(key)
    if (!known) return
    all.delete(key)
    all.set(key, known)
    return known
  }

  return {
    forget,
    missing(key, sought) {
      const known = use(key)
      if (!known) return sought
      const missing = {
        stems: sought.stems.filter(stem => !known.stems.has(stem)),
        words: sought.words.filter(word => !known.words.has(word)),
        spelled: sought.spelled.filter(word => !known.similar.has(word)),
        parts: sought.parts.filter(part => !known.compounds.has(part)),
      }
      return missing.stems.length + missing.words.length + missing.spelled.length + missing.parts.length === 0 ? null : missing
    },
    learn(key, sought, found) {
      let known = use(key)
      if (!known || known.about.state !== found.state || known.size > mostOfOne) {
        forget(key)
        known = { stems: new Map(), words: new Map(), similar: new Map(), compounds: new Map(), about: found, size: 0 }
        all.set(key, known)
      }
      const before = known.size
      known.size += fill(known.stems, sought.stems, found.known, ([, stem]) => stem)
      known.size += fill(known.words, sought.words, found.known, ([word]) => word)
      known.size += fill(known.similar, sought.spelled, found.similar.map(entryOf), (_, index) => found.similar[index]?.[0] ?? '')
      known.size += fill(known.compounds, sought.parts, found.compounds.map(entryOf), (_, index) => found.compounds[index]?.[0] ?? '')
      size += known.size - before
      for (const oldest of all.keys()) {
        if (size <= mostEntries || oldest === key) break
        forget(oldest)
      }
    },
    recall(key, sought) {
      const known = all.get(key)
      if (!known) return null
      const entries = (map: Known['stems'], wanted: readonly string[]) => wanted.flatMap(one => map.get(one) ?? [])
      const named = (map: Known['stems'], wanted: readonly string[]) =>
        wanted.flatMap(one => (map.get(one) ?? []).map(entry => [one, ...entry] as const))
      return {
        ...known.about,
        known: [...new Set([...entries(known.stems, sought.stems), ...entries(known.words, sought.words)])],
        similar: named(known.similar, sought.spelled),
        compounds: named(known.compounds, sought.parts),
      }
    },
  }
}

const entryOf = ([, word, stem, frequency]: readonly [string, ...VocabularyEntry]): VocabularyEntry => [word, stem, frequency]

/** Files every entry under what it was found for, and nothing under what had none. Answers how much more is kept. */
function fill(
  map: Map<string, readonly VocabularyEntry[]>,
  sought: readonly string[],
  entries: readonly VocabularyEntry[],
  nameOf: (entry: VocabularyEntry, index: number) => string,
): number {
  const found = new Map<string, VocabularyEntry[]>(sought.map(name => [name, []]))
  entries.forEach((entry, index) => {
    found.get(nameOf(entry, index))?.push(entry)
  })
  let added = 0
  for (const [name, list] of found) {
    if (!map.has(name)) added += 1 + list.length
    map.set(name, list)
  }
  return added
}
