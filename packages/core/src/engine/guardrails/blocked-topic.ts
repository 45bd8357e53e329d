import { fold } from '../claims/units.ts'

/** The first of the topics that a text speaks of, as whole words in any spelling of capitals and accents; null when there is none. */
export function blockedTopic(text: string, topics: readonly string[]): string | null {
  if (topics.length === 0) return null
  const words = ` ${plain(text)} `
  return topics.find(topic => plain(topic) !== '' && words.includes(isUnspaced(topic) ? plain(topic) : ` ${plain(topic)} `)) ?? null
}

const plain = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const isUnspaced = (text: string) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)
