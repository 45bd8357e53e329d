import { describe, expect, test } from 'vitest'
import { withEarlier } from './with-earlier.ts'

const words = (question: string, ...earlier: string[]) => withEarlier(question, earlier).words.map(({ word }) => word)

describe('a question that leans on the one before', () => {
  test.each([
    ['and for sale items?', 'How long do I have to return something?', ['sale', 'items', 'return']],
    ['Und nach Österreich?', 'Was kostet der Versand nach Deutschland?', ['osterreich', 'versand']],
    ['et pour la Belgique ?', 'Combien coûte la livraison en France ?', ['belgique', 'livraison']],
    ['¿y para Italia?', '¿Cuánto cuesta el envío a España?', ['italia', 'envio']],
    ['How much is it?', 'Do you have the Skipper Rain Jacket?', ['skipper', 'rain', 'jacket']],
    ['Express?', 'What does shipping to France cost?', ['express', 'shipping', 'france']],
  ])('%s', (question, before, expected) => {
    expect(words(question, before)).toEqual(expect.arrayContaining(expected))
    expect(withEarlier(question, [before]).words.at(-1)?.weight).toBeLessThan(1)
  })

  test('takes over what kind of answer was wanted', () => {
    expect(withEarlier('and for sale items?', ['How long do I have to return something?']).focus).toBe('duration')
  })

  test('leans on no more than two', () => {
    expect(words('and blue?', 'And for jackets?', 'How much is shipping?', 'and green?')).not.toContain('jackets')
  })
})

test.each(['What are the opening hours of the shop in Ghent?', 'Can I return an online order in one of your shops?'])(
  'a question that stands alone is read alone: %s',
  question => {
    expect(words(question, 'How long does a refund of my gift card take?')).toEqual(words(question))
  },
)
