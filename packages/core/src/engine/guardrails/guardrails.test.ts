import { expect, test } from 'vitest'
import { blockedTopic } from './blocked-topic.ts'
import { mask } from './mask.ts'

test.each([
  ['my card is 4111 1111 1111 1111, please', 'my card is [card number], please'],
  ['card 5500-0000-0000-0004.', 'card [card number].'],
  ['order 4111 1111 1111 1112 is no card', 'order 4111 1111 1111 1112 is no card'],
  ['IBAN DE89 3704 0044 0532 0130 00 bitte', 'IBAN [IBAN] bitte'],
  ['IBAN DE88 3704 0044 0532 0130 00', 'IBAN DE88 3704 0044 0532 0130 00'],
  ['order 10457 costs 84.50', 'order 10457 costs 84.50'],
])('%s', (text, masked) => {
  expect(mask(text, ['card', 'iban'])).toBe(masked)
  expect(mask(text, [])).toBe(text)
})

test('addresses and telephone numbers are masked where that is asked for', () => {
  const text = 'Write to ann@shop.example or call +43 316 123 456 or 0316 123456; it costs 1,299.00.'
  expect(mask(text, ['email', 'phone'])).toBe(
    'Write to [e-mail address] or call [telephone number] or [telephone number]; it costs 1,299.00.',
  )
})

test('blocked topics are whole words, whatever their capitals and accents', () => {
  expect(blockedTopic('What about the ÉLECTIONS?', ['elections'])).toBe('elections')
  expect(blockedTopic('selections of tea', ['elections'])).toBeNull()
  expect(blockedTopic('I want legal  advice!', ['legal advice'])).toBe('legal advice')
  expect(blockedTopic('株価はどうですか', ['株価'])).toBe('株価')
})
