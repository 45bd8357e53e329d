import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { languageOf, pageLanguages, readPageTexts, textsFolder } from './page-texts.ts'

const english = await readPageTexts('en')
/** In texts that count something, the form for a number follows the name. */
const nameOf = (key: string) => key.replace(/\..*/, '')
const placesIn = (text = '') => (text.match(/\{\w+\}/g) ?? []).toSorted()

test('there is a file for each language, and none besides', async () => {
  expect((await readdir(textsFolder)).toSorted()).toEqual(pageLanguages.map(language => `${language}.json`).toSorted())
})

describe.each(pageLanguages)('in %s', language => {
  test('every text is there, in words of its own and with its places', async () => {
    const texts = await readPageTexts(language)
    expect([...new Set(Object.keys(texts).map(nameOf))]).toEqual([...new Set(Object.keys(english).map(nameOf))])
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).toBe(text)
      expect(text, key).not.toBe('')
      expect(placesIn(text), key).toEqual(placesIn(english[key] ?? english[`${nameOf(key)}.other`]))
    }
    // German and Dutch have the name for a name, too.
    const same = Object.keys(texts).filter(key => texts[key] === english[key] && key !== 'name')
    if (language !== 'en') expect(same).toEqual([])
  })

  test('every whole number has its form', async () => {
    const texts = await readPageTexts(language)
    const plural = new Intl.PluralRules(language)
    const needed = new Set([...Array(1000).keys()].map(count => `known.${plural.select(count)}`))
    expect(Object.keys(texts).filter(key => key.startsWith('known.'))).toEqual(expect.arrayContaining([...needed]))
    expect(texts).toHaveProperty(['known.other'])
  })
})

test('page and script name no text that there is not, and leave none out', async () => {
  const [page = '', script = '', server = ''] = await Promise.all(
    ['../../app-page/page.html', '../../app-page/page.js', 'app-page.ts'].map(file => readFile(join(import.meta.dirname, file), 'utf8')),
  )
  const inPage = [...page.matchAll(/\{\{text\.(\w+)\}\}/g)].map(([, name]) => name)
  const inScript = [...script.matchAll(/\btext\('(\w+)'/g), ...script.matchAll(/'(theme[A-Z]\w+)'/g)].map(([, name]) => name)
  const inServer = [...server.matchAll(/\btexts\.(\w+) \?\?/g)].map(([, name]) => name)
  const named = new Set([...inPage, ...inScript, ...inServer, 'known'])
  expect([...named].toSorted()).toEqual([...new Set(Object.keys(english).map(nameOf))].toSorted())
})

test.each([
  ['de', 'de'],
  ['de-CH', 'de'],
  ['pt-BR', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh-CN', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['no', 'nb'],
  ['nn', 'nb'],
  ['nb', 'nb'],
  ['EN-gb', 'en'],
  ['hu', 'en'],
  ['', 'en'],
  [null, 'en'],
  ['../../page', 'en'],
  ['"><script>', 'en'],
  ['constructor', 'en'],
])('an admin in %j gets the page in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language)
})
