import type { Candidate } from '../candidates.store.ts'
import { withoutAddresses } from '../indexing/analyze-chunk.ts'
import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import { toLanguage } from '../words/language.ts'
import { tokenize } from '../words/tokenize.ts'
import { termsOf } from './shared-meaning.ts'

/** A passage as ranking reads it. */
export interface PassageReading {
  readonly folded: string
  /** Terms of title and headings. */
  readonly head: ReadonlySet<string>
  /** Terms of each sentence or line. */
  readonly sentences: readonly ReadonlySet<string>[]
  /** Terms of each content word of the nearest heading. */
  readonly heading: readonly ReadonlySet<string>[]
  /** Words of title and body as spelled. */
  readonly words: ReadonlySet<string>
}

const readings = new WeakMap<Candidate, PassageReading>()

/** Reads a passage once, for as long as it is kept in memory. */
export function readingOf(candidate: Candidate): PassageReading {
  let reading = readings.get(candidate)
  if (!reading) {
    reading = readPassage(candidate)
    readings.set(candidate, reading)
  }
  return reading
}

function readPassage({ title, headings, body, language }: Candidate): PassageReading {
  const text = withoutAddresses(body)
  const grammar = functionWords.get(toLanguage(language) ?? 'en')
  return {
    folded: fold(text),
    head: termsOf([title, ...headings].join(' '), language),
    sentences: sentences(text).map(sentence => termsOf(sentence, language)),
    heading: tokenize(headings.at(-1) ?? title)
      .filter(({ word }) => !grammar?.has(word))
      .map(({ word }) => termsOf(word, language)),
    words: new Set(tokenize(`${title} ${body}`).map(({ word }) => word)),
  }
}

const sentences = (text: string): string[] => text.split(/(?<=[.!?。！？])\s+|\n+/).filter(part => part.length > 1)
