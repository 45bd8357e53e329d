import type { Chunk } from '../../sources/chunk.ts'
import { functionWords } from '../words/function-words.ts'
import { type Language, toLanguage } from '../words/language.ts'
import { stem } from '../words/stem.ts'
import { tokenize } from '../words/tokenize.ts'

/** What the index keeps of a passage. */
export interface AnalyzedChunk {
  /** A `tsvector` in PostgreSQL's text form: stems with positions and fields, salted by company. */
  readonly terms: string
  /** Words of the body. */
  readonly length: number
}

/** A word as spelled (folded), with its stem, and in how many passages more it stands; negative for fewer. */
export interface WordCount {
  readonly word: string
  readonly stem: string
  readonly count: number
}

/** Cuts the passages of a company into terms, and counts the words that come and go with them. */
export interface Analyzer {
  /** `language` is that of the passage as far as known. */
  add(chunk: Chunk, language: string | null): AnalyzedChunk
  remove(chunk: Chunk, language: string | null): AnalyzedChunk
  /** Of the passages added and removed since it was last asked. */
  takeCounts(): WordCount[]
}

/** Fields by what a match in them is worth: A title, B headings, C values of a product, D body. */
type Weight = 'A' | 'B' | 'C' | 'D'

/** A stem, and its places in the passage that is being read. */
interface Term {
  readonly stem: string
  places: string
  headPlaces: string
}

interface Word {
  readonly word: string
  readonly term: Term
  count: number
  /** The passage that it was last counted in. */
  countedIn: number
}

/** Between fields, so that words of one are never near those of the next. */
const gap = 20
/** PostgreSQL's limits on a lexeme's positions. */
const lastPosition = 16_383
/** Characters of the places of one term; PostgreSQL takes 255 places. */
const longestPlaces = 600
const longestBody = 32_000

/** Marks a term of title or headings as such, apart from its positions: found without looking at the vector. */
export const headTerm = (term: string): string => `^${term}`

/** Words that are remembered at most from one taking of counts to the next: about 40 MB. */
const mostWords = 200_000

/** It remembers the words it met, since texts repeat theirs: for the documents of an upload, not for a lifetime. */
export function createAnalyzer(salt: string): Analyzer {
  const languages = new Map<Language | null, Map<string, Word | null>>()
  const terms = new Map<string, Term>()
  let counted: Word[] = []
  let passages = 0

  /** Null for words of grammar, which keep their places but are not indexed. */
  const learn = (known: Map<string, Word | null>, word: string, language: Language | null): Word | null => {
    const isGrammar = language !== null && functionWords.get(language)?.has(word)
    const learned = isGrammar ? null : { word, term: termOf(stem(word, language)), count: 0, countedIn: 0 }
    known.set(word, learned)
    return learned
  }
  const termOf = (stemmed: string): Term => {
    const term = terms.get(stemmed) ?? { stem: stemmed, places: '', headPlaces: '' }
    terms.set(stemmed, term)
    return term
  }

  const analyze = (chunk: Chunk, language: string | null, by: 1 | -1): AnalyzedChunk => {
    const stemLanguage = toLanguage(language)
    const known = languages.get(stemLanguage) ?? new Map<string, Word | null>()
    languages.set(stemLanguage, known)
    const met: Term[] = []
    passages += 1
    let position = 0
    const meet = (spelled: string, place: string, isHead: boolean) => {
      let word = known.get(spelled)
      if (word === undefined) word = learn(known, spelled, stemLanguage)
      if (word === null) return
      if (word.countedIn !== passages) {
        if (word.count === 0) counted.push(word)
        word.countedIn = passages
        word.count += by
      }
      const { term } = word
      if (term.places === '') met.push(term)
      term.places = withPlace(term.places, place)
      if (isHead) term.headPlaces = withPlace(term.headPlaces, place)
    }
    const read = (text: string, weight: Weight): number => {
      const tokens = tokenize(text)
      for (const { word, alternatives } of tokens) {
        if (position < lastPosition) position += 1
        const place = weight === 'D' ? `${position}` : `${position}${weight}`
        meet(word, place, weight === 'A' || weight === 'B')
        for (const alternative of alternatives) meet(alternative, place, false)
      }
      position = Math.min(position + gap, lastPosition)
      return tokens.length
    }
    read(chunk.title, 'A')
    for (const heading of chunk.headings) read(heading, 'B')
    const length = read(withoutAddresses(chunk.body), 'D')
    for (const value of Object.values(chunk.fields ?? {})) if (!chunk.body.includes(value)) read(value, 'C')
    return { terms: takeVector(met, salt), length: Math.min(length, longestBody) }
  }

  return {
    add: (chunk, language) => analyze(chunk, language, 1),
    remove: (chunk, language) => analyze(chunk, language, -1),
    takeCounts() {
      const counts = [...new Set(counted)].flatMap(word => (word.count === 0 ? [] : toCount(word)))
      for (const word of counted) word.count = 0
      counted = []
      if (terms.size > mostWords) {
        languages.clear()
        terms.clear()
      }
      return counts
    },
  }
}

const toCount = ({ word, term, count }: Word): WordCount => ({ word, stem: term.stem, count })

/** A link is indexed by its text. */
export const withoutAddresses = (body: string): string => body.replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')

/** Places joined by commas, as PostgreSQL reads them. */
const withPlace = (places: string, place: string): string =>
  places === '' ? place : places.length < longestPlaces ? `${places},${place}` : places

/** Leaves the terms without places, for the next passage. */
function takeVector(met: readonly Term[], salt: string): string {
  let vector = ''
  for (const term of met) {
    vector += `${quoteLexeme(salt + term.stem)}:${term.places} `
    if (term.headPlaces !== '') vector += `${quoteLexeme(salt + headTerm(term.stem))}:${term.headPlaces} `
    term.places = ''
    term.headPlaces = ''
  }
  return vector
}

/** A lexeme as PostgreSQL reads it in a vector or query. */
export const quoteLexeme = (lexeme: string): string =>
  lexeme.includes("'") || lexeme.includes('\\') ? `'${lexeme.replace(/['\\]/g, '$&$&')}'` : `'${lexeme}'`
