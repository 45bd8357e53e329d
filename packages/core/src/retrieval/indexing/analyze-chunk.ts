import type { Chunk } from '../../sources/chunk.ts'
import { type Language, toLanguage } from '../words/language.ts'
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
const mostPositions = 100

/** Marks a term of title or headings as such, apart from its positions: found without looking at the vector. */
export const headTerm = (term: string): string => `^${term}`

/** Cuts a passage into terms. `language` is that of the passage as far as known. */
export function analyzeChunk(chunk: Chunk, language: string | null, salt: string): AnalyzedChunk {
  const terms = new Map<string, string[]>()
  const words = new Map<string, string>()
  const stemLanguage = toLanguage(language)
  let position = 0
  const read = (text: string, weight: Weight): number => {
    const tokens = tokenize(text)
    for (const token of tokens) {
      position = Math.min(position + 1, lastPosition)
      for (const word of [token.word, ...token.alternatives]) addWord(word, `${position}${weight}`, stemLanguage, terms, words)
      if (weight === 'A' || weight === 'B') add(terms, headTerm(stem(token.word, stemLanguage)), `${position}`)
    }
    position = Math.min(position + gap, lastPosition)
    return tokens.length
  }
  read(chunk.title, 'A')
  for (const heading of chunk.headings) read(heading, 'B')
  const length = read(withoutAddresses(chunk.body), 'D')
  for (const value of Object.values(chunk.fields ?? {})) if (!chunk.body.includes(value)) read(value, 'C')
  return { terms: toVector(terms, salt), length, words }
}

/** A link is indexed by its text. */
export const withoutAddresses = (body: string): string => body.replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')

function addWord(word: string, place: string, language: Language | null, terms: Map<string, string[]>, words: Map<string, string>): void {
  const term = stem(word, language)
  words.set(word, term)
  add(terms, term, place)
}

function add(terms: Map<string, string[]>, term: string, place: string): void {
  const places = terms.get(term)
  if (!places) terms.set(term, [place])
  else if (places.length < mostPositions) places.push(place)
}

function toVector(terms: ReadonlyMap<string, readonly string[]>, salt: string): string {
  let vector = ''
  for (const [term, places] of terms) vector += `${quoteLexeme(salt + term)}:${places.join(',')} `
  return vector
}

/** A lexeme as PostgreSQL reads it in a vector or query. */
export const quoteLexeme = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`
