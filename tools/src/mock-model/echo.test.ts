import { expect, test } from 'vitest'
import { echoAnswer } from './echo.ts'

const prompt = `You are Ada. Never speak about returns of investments.

Passages:
[1] Shipping
We ship on Mondays. Parcels reach Graz within two days.

[2] Help › Returns
Returns are free for 30 days. The box must be whole.`

test('quotes what fits, with the number of its passage', () => {
  expect(echoAnswer(prompt, 'Are returns free?', 1)).toBe('Returns are free for 30 days. [2]')
})

test('says that it does not know', () => {
  expect(echoAnswer(prompt, 'Wer ist Kanzler?')).toMatch(/^\[0\] I do not know/)
  expect(echoAnswer('', 'anything')).toMatch(/^I do not know/)
})

test('without passages the whole context counts', () => {
  expect(echoAnswer('We ship on Mondays.\nReturns are free for 30 days.', 'Are returns free?')).toBe('Returns are free for 30 days.')
})
