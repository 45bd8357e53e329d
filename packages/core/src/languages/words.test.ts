import { describe, expect, test } from 'vitest'
import { codeWords } from '../channels/codes/code-words.ts'
import { handOffWords } from '../conversations/hand-off-words.ts'
import { transcriptWords } from '../conversations/transcript-words.ts'
import { greetings } from '../mail/greetings.ts'
import { type InEveryLanguage, languages } from './languages.ts'

const greeting = Object.fromEntries(
  Object.entries(greetings).map(([language, text]) => [language, { greeting: text }]),
) as InEveryLanguage<{
  greeting: string
}>
const families: Readonly<Record<string, InEveryLanguage<object>>> = { codeWords, handOffWords, transcriptWords, greeting }
const placesOf = (text: string) => (text.match(/\{\w*\}?|\}/g) ?? []).sort()

describe.each(Object.entries(families))('%s', (_, words) => {
  const english = Object.entries<string>(words.en as Record<string, string>)

  test('is there in every language, and in no other', () => expect(Object.keys(words).sort()).toEqual([...languages].sort()))

  test.each(languages)('in %s says everything in that language, with the same places to fill in', language => {
    const texts = words[language] as Record<string, string>
    expect(Object.keys(texts)).toEqual(english.map(([key]) => key))
    for (const [key, text] of english) {
      expect(texts[key]?.trim(), key).toBe(texts[key])
      expect(texts[key], key).not.toBe('')
      expect(placesOf(texts[key] ?? ''), key).toEqual(placesOf(text))
      if (language !== 'en') expect(texts[key], key).not.toBe(text)
    }
  })
})
