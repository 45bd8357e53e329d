import { expect, test } from 'vitest'
import { preferredLanguage } from './preferred-language.ts'

test.each([
  [undefined, null],
  ['', null],
  ['*', null],
  ['de', 'de'],
  ['da, en-GB;q=0.8, en;q=0.7', 'da'],
  ['en;q=0.5, PT-br;q=0.9, *;q=1', 'pt-BR'],
  ['fr;q=0, it;q=0.1', 'it'],
  ['de_AT', 'de-AT'],
  ['<script>, ; , q=1, es', 'es'],
  [`${'x'.repeat(490)},${'de,'.repeat(500)}`, 'de'],
])('%s likes %s best', (header, language) => expect(preferredLanguage(header)).toBe(language))
