import { basename } from 'node:path'
import type { Question } from './questions.ts'

/** A passage as an engine hands it out. */
export interface JudgedPassage {
  readonly file: string
  readonly text: string
}

/** Whether a passage is from an expected file and holds one of the phrases expected there. */
export function isRight({ expect }: Question, passage: JudgedPassage): boolean {
  if (!expect) return false
  const text = comparable(passage.text)
  return [expect, ...(expect.also ?? [])].some(
    ({ file, any_of }) => basename(file) === basename(passage.file) && any_of.some(phrase => text.includes(comparable(phrase))),
  )
}

/** Whether an answer shows the customer what was expected. */
export function answersRightly({ expect }: Question, answer: string): boolean {
  if (!expect) return false
  const text = comparable(answer)
  const phrases = expect.answer_any_of ?? [expect, ...(expect.also ?? [])].flatMap(({ any_of }) => any_of)
  return phrases.some(phrase => text.includes(comparable(phrase)))
}

/** Texts of different markup and typography made alike. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/[*_`\\]/g, '')
    .replace(/[‘’‚]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
