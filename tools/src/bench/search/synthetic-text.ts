import { functionWords } from '@craveva/core/retrieval/words/function-words'
import type { Chunk } from '@craveva/core/sources/chunk'

/** Words by rank: English function words first, then made-up words, as frequent as Zipf's law has it. */
export interface SyntheticLanguage {
  readonly words: readonly string[]
  readonly random: () => number
  /** A word as a text would use it. */
  draw(): string
}

const vocabularySize = 60_000
const flattening = 2.7

/** The same seed makes the same texts and questions. */
export function createSyntheticLanguage(seed: number): SyntheticLanguage {
  const random = seeded(seed)
  const words = [...(functionWords.get('en') ?? [])].slice(0, 150)
  const known = new Set(words)
  while (words.length < vocabularySize) {
    const word = inventWord(random)
    if (!known.has(word)) words.push(word)
    known.add(word)
  }
  const cumulative = new Float64Array(words.length)
  let total = 0
  for (let rank = 0; rank < words.length; rank += 1) cumulative[rank] = total += 1 / (rank + flattening)
  return { words, random, draw: () => words[firstAbove(cumulative, random() * total)] ?? '' }
}

const averageLength = 800

/** A passage of about 800 characters in sentences, under a heading. */
export function syntheticChunk({ draw, random }: SyntheticLanguage, ordinal: number): Chunk {
  const length = averageLength * (0.6 + 0.8 * random())
  const sentences: string[] = []
  for (let written = 0; written < length; ) {
    const sentence = Array.from({ length: 6 + Math.floor(random() * 14) }, draw).join(' ')
    sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`)
    written += sentence.length + 2
  }
  const heading = Array.from({ length: 3 }, draw).join(' ')
  return {
    ordinal,
    kind: 'text',
    title: `Page ${Math.floor(ordinal / 20)} ${draw()}`,
    headings: [heading],
    body: sentences.join(' '),
    fields: null,
    language: 'en',
    url: null,
  }
}

/** A question as people ask: mostly function words, two common words, one or two telling ones, now and then misspelled. */
export function syntheticQuestion({ words, random }: SyntheticLanguage): string {
  const of = (from: number, to: number) => words[from + Math.floor(random() * (to - from))] ?? ''
  const telling = of(1000, 6000)
  const content = [
    of(150, 350),
    of(150, 600),
    random() < 0.3 ? telling.slice(0, 3) + telling.slice(4) : telling,
    ...(random() < 0.5 ? [of(6000, 40_000)] : []),
  ]
  return `how long does the ${content[0]} ${content[1]} take for a ${content.slice(2).join(' ')} and can I ${of(150, 350)} it`
}

const onsets = 'b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w z'.split(' ')
const nuclei = 'a e i o u ai ea ee io oa ou ie'.split(' ')
const codas = ['', '', '', 'b', 'ck', 'd', 'l', 'm', 'n', 'nd', 'ng', 'nt', 'p', 'r', 'rd', 's', 'st', 't', 'x']

function inventWord(random: () => number): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const syllables = 2 + Math.floor(random() * 2.4)
  return Array.from({ length: syllables }, () => pick(onsets) + pick(nuclei)).join('') + pick(codas)
}

function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Mulberry32: small, fast, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
