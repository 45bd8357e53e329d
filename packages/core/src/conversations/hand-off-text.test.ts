import { expect, test } from 'vitest'
import { languages } from '../languages/languages.ts'
import { toLocale } from '../languages/to-locale.ts'
import { handOffText } from './hand-off-text.ts'

const shop = {
  monday: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  friday: [{ from: '09:00', to: '17:00' }],
}

test('opening hours are told as the language tells them', () => {
  const tell = (language: string) => handOffText(toLocale(language), { open: false, hours: shop })
  expect(tell('en')).toMatch(/Opening hours: Mon 09:00–12:00 and 13:00–17:00, Fri 09:00–17:00\.$/)
  expect(tell('de-AT')).toMatch(/Öffnungszeiten: Mo 09:00–12:00 und 13:00–17:00, Fr 09:00–17:00\.$/)
  expect(tell('ja')).toMatch(/営業時間：月 09:00–12:00、13:00–17:00, 金 09:00–17:00。$/)
})

test.each(languages)('in %s nobody is promised while nobody is there, and no hours are told that nobody knows', language => {
  const locale = toLocale(language)
  const open = handOffText(locale, { open: true, hours: shop })
  expect(open).toBe(handOffText(locale, { open: true, hours: null }))
  const closed = handOffText(locale, { open: false, hours: null })
  expect(closed).not.toBe(open)
  expect(handOffText(locale, { open: false, hours: {} })).toBe(closed)
  expect(handOffText(locale, { open: false, hours: shop })).toMatch(/09:00–12:00/)
})
