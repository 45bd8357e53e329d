import { expect, test } from 'vitest'
import { toLocale } from './to-locale.ts'

test.each([
  [[], 'en', 'en'],
  [[null, undefined, ''], 'en', 'en'],
  [['de'], 'de', 'de'],
  [['PT_br'], 'pt', 'pt-BR'],
  // What they were called once.
  [['iw'], 'he', 'he'],
  [['in-ID'], 'id', 'id-ID'],
  [['German', 'de-AT'], 'de', 'de-AT'],
  [['el', 'fr'], 'fr', 'fr'],
  [['constructor', 'x'.repeat(40), 'not a tag', '__proto__'], 'en', 'en'],
])('%j is spoken to in %s', (wanted, language, tag) => expect(toLocale(...wanted)).toEqual({ language, tag }))
