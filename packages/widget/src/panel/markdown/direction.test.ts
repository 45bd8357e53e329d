import { expect, test } from 'vitest'
import { directionOf } from './direction.ts'

test.each([
  ['Hello مرحبا', 'ltr'],
  ['1. "مرحبا" hello', 'rtl'],
  ['שלום', 'rtl'],
  ['**你好**', 'ltr'],
  ['12 … 👋🏽', undefined],
])('%s', (text, direction) => expect(directionOf(text)).toBe(direction))
