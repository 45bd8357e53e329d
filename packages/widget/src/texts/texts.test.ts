import { expect, test } from 'vitest'
import { readTexts } from '../../build/read-texts.ts'
import { chatWord } from '../loader/chat-word.ts'
import { en, type Texts } from './en.ts'
import { type ExtraTexts, en as extra } from './extras/en.ts'
import { languages } from './languages.ts'

const keys = Object.keys(en) as (keyof Texts)[]
const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

test('there are at least twenty languages', () => expect(languages.length + 1).toBeGreaterThanOrEqual(20))

test.each(languages)('%s says everything, with the same places to fill in', async code => {
  const { texts } = (await import(`../texts/${code}.ts`)) as { texts: Texts }
  expect(Object.keys(texts)).toEqual(keys)
  for (const key of keys) {
    expect(texts[key].trim(), key).not.toBe('')
    expect(placesOf(texts[key]), key).toEqual(placesOf(en[key]))
  }
  const same = keys.filter(key => texts[key] === en[key])
  expect(same.length, `left in English: ${same}`).toBeLessThan(6)
  // The launcher is named before there are texts: by the same word, or where letters are Latin by one that is understood.
  if (/[a-z]/i.test(texts.title.replace('{name}', ''))) expect(chatWord(code)).toBe('Chat')
  else expect(texts.title).toContain(chatWord(code))
})

test.each(languages)('%s says everything of the extras, in the same order, which is how the build numbers them', async code => {
  const { texts } = (await import(`../texts/extras/${code}.ts`)) as { texts: ExtraTexts }
  expect(Object.keys(texts)).toEqual(Object.keys(extra))
  for (const [key, text] of Object.entries(texts)) expect(placesOf(text), key).toEqual(placesOf(extra[key as keyof ExtraTexts]))
})

test('a file is the list of texts in the order of the English keys', async () => {
  const { files } = await readTexts()
  const german: string[] = JSON.parse(files.get('de') ?? '')
  expect(german[keys.indexOf('send')]).toBe('Senden')
  expect(german).toHaveLength(keys.length)
})
