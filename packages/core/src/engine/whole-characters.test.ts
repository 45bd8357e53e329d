import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCharacterJoiner } from './whole-characters.ts'

test('however text is cut, its characters come out whole and unchanged', () => {
  const cut = fc.tuple(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 1, max: 3 })))
  fc.assert(
    fc.property(cut, ([text, lengths]) => {
      const joiner = createCharacterJoiner()
      let out = ''
      let from = 0
      for (const length of [...lengths, text.length]) {
        const piece = joiner.push(text.slice(from, from + length))
        expect(piece.isWellFormed()).toBe(true)
        out += piece
        from += length
      }
      expect(out + joiner.end()).toBe(text.replaceAll('\u0000', '\uFFFD'))
    }),
  )
})

test('halves without their other half are replaced, wherever they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\uD83D', '\uDE00', 'a', '', '\u0000', '\uD83D\uDE00')), pieces => {
      const joiner = createCharacterJoiner()
      const out = pieces.map(piece => joiner.push(piece)).join('') + joiner.end()
      expect(out).toBe(pieces.join('').toWellFormed().replaceAll('\u0000', '\uFFFD'))
    }),
  )
})
