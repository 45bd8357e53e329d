import { expect, test } from 'vitest'
import { cutText, splitText } from './split-text.ts'

const limit = 60

test.each([
  ['paragraphs', `${'a '.repeat(20).trim()}\n\n${'b '.repeat(20).trim()}`, 2],
  ['items of a list', Array.from({ length: 10 }, (_, index) => `- item number ${index}`).join('\n'), 4],
  ['words', 'word '.repeat(40).trim(), 4],
])('splits between %s', (_, text, least) => {
  const pieces = splitText(text, limit)
  expect(pieces.length).toBeGreaterThanOrEqual(least)
  for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit)
  expect(pieces.join(' ').split(/\s+/)).toEqual(text.split(/\s+/))
})

test('closes a code block and opens it again', () => {
  const text = `Look:\n\`\`\`js\n${Array.from({ length: 12 }, (_, index) => `const v${index} = ${index}`).join('\n')}\n\`\`\`\nDone.`
  const pieces = splitText(text, limit)
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(limit)
    expect((piece.match(/```/g) ?? []).length % 2).toBe(0)
  }
  for (let index = 0; index < 12; index++) expect(pieces.join('\n')).toContain(`const v${index} = ${index}`)
})

test('cuts no character in half', () => {
  for (const letter of ['😀', '👩🏽', '👨‍👩‍👧', 'é']) {
    for (let room = 20; room < 30; room++) {
      const pieces = splitText(letter.repeat(40), room)
      for (const piece of pieces) expect(piece.isWellFormed()).toBe(true)
      expect(pieces.join('')).toBe(letter.repeat(40))
    }
  }
})

test('a growing text is cut where the whole one is', () => {
  const text = Array.from({ length: 60 }, (_, index) => `word${index}${index % 7 === 0 ? '.\n\n' : ''}`).join(' ')
  const whole = cutText(text, limit)
  for (let end = limit + 1; end < text.length; end++) expect(cutText(text.slice(0, end), limit)).toEqual(whole)
})
