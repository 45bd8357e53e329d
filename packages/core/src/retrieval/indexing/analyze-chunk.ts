import type { Chunk } from '../../sources/chunk.ts'
import { functionWords } from '../words/function-words.ts'
import { toLanguage } from '../words/language.ts'
import { stem } from '../words/stem.ts'
import { tokenize } from '../words/tokenize.ts'

/** What the index keeps of a passage. */
export interface AnalyzedChunk {
  /** A `tsvector` in PostgreSQL's text form: stems with positions and fields, salted by company. */
  readonly terms: string
  /** Words of the body. */
  readonly length: number
  /** Each word as spelled (folded), with its stem. */
  readonly words: ReadonlyMap<string, string>
}

/** Fields by what a match in them is worth: A title, B headings, C values of a product, D body. */
type Weight = 'A' | 'B' | 'C' | 'D'

/** Between fields, so that words of one are never near those of the next. */
const gap = 20
/** PostgreSQL's limits on a lexeme's positions. */
const lastPosition = 16_383
/** Characters of the places of one term; PostgreSQL takes 255 places. */
const longestPlaces = 600
const longestBody = 32_000

/** Marks a term of title or headings as such, apart from its positions: found without looking at the vector. */
export const headTerm = (term: string): string => `^${term}`

/** Cuts a passage into terms; words of grammar keep their places, but are not indexed. `language` is that of the passage as far as known. */
export function analyzeChunk(chunk: Chunk, language: string | null, salt: string): AnalyzedChunk {
  const stemLanguage = toLanguage(language)
  const grammar = (stemLanguage && functionWords.get(stemLanguage)) ?? noWords
  const terms = new Map<string, string>()
  const words = new Map<string, string>()
  let position = 0
  const addWord = (word: string, place: string, isHead: boolean) => {
    if (grammar.has(word)) return
    const term = stem(word, stemLanguage)
    words.set(word, term)
    add(terms, term, place)
    if (isHead) add(terms, headTerm(term), place)
  }
  const read = (text: string, weight: Weight): number => {
    const tokens = tokenize(text)
    for (const { word, alternatives } of tokens) {
      if (position < lastPosition) position += 1
      const place = weight === 'D' ? `${position}` : `${position}${weight}`
      addWord(word, place, weight === 'A' || weight === 'B')
      for (const alternative of alternatives) addWord(alternative, place, false)
    }
    position = Math.min(position + gap, lastPosition)
    return tokens.length
  }
  read(chunk.title, 'A')
  for (const heading of chunk.headings) read(heading, 'B')
  const length = read(withoutAddresses(chunk.body), 'D')
  for (const value of Object.values(chunk.fields ?? {})) if (!chunk.body.includes(value)) read(value, 'C')
  return { terms: toVector(terms, salt), length: Math.min(length, longestBody), words }
}

const noWords: ReadonlySet<string> = new Set()

/** A link is indexed by its text. */
export const withoutAddresses = (body: string): string => body.replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')

/** Places joined by commas, as PostgreSQL reads them. */
function add(terms: Map<string, string>, term: string, place: string): void {
  const places = terms.get(term)
  if (places === undefined) terms.set(term, place)
  else if (places.length < longestPlaces) terms.set(term, `${places},${place}`)
}

function toVector(terms: ReadonlyMap<string, string>, salt: string): string {
  let vector = ''
  for (const [term, places] of terms) vector += `${quoteLexeme(salt + term)}:${places} `
  return vector
}

/** A lexeme as PostgreSQL reads it in a vector or query. */
export const quoteLexeme = (lexeme: string): string =>
  lexeme.includes("'") || lexeme.includes('\\') ? `'${lexeme.replace(/['\\]/g, '$&$&')}'` : `'${lexeme}'`
