import { expect, test } from 'vitest'
import { languages } from '../languages/languages.ts'
import { honestSentence } from './claims/honest-sentence.ts'
import { fixedSentences } from './guardrails/fixed-sentences.ts'

test.each(languages)('what an agent says of its own is there in %s', language => {
  const said = (tag: string) => [honestSentence('', tag), ...Object.values(fixedSentences(tag))]
  expect(said(language).every(sentence => sentence.trim() === sentence && /[.。।]$/u.test(sentence))).toBe(true)
  if (language !== 'en') for (const [index, sentence] of said(language).entries()) expect(sentence).not.toBe(said('en')[index])
})
