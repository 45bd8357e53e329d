import { expect, test } from 'vitest'
import { toLocale } from '../languages/to-locale.ts'
import { transcriptLine } from './transcript-line.ts'

const at = new Date('2026-11-26T07:30:00Z')
const line = (language: string) => transcriptLine(toLocale(language), 'Ada', at)

test('names and times keep their order, and the line the direction of its language', () => {
  expect(line('fr')).toBe('\u200e\u2068Ada\u2069 (\u206826 nov. 2026, 07:30\u2069 UTC)')
  expect(line('he')).toMatch(/^\u200f\u2068Ada\u2069 \(\u206826 בנוב׳ 2026, 7:30\u2069 UTC\)$/)
})
