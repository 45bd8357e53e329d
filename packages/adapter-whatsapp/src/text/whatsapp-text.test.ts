import { expect, test } from 'vitest'
import { whatsappText } from './whatsapp-text.ts'

test.each([
  ['**Bold** and *slanted* and ~~gone~~', '*Bold* and _slanted_ and ~gone~'],
  ['# Returns\n\nWithin **30 days**.', '*Returns*\n\nWithin *30 days*.'],
  ['## About **us**', '*About us*'],
  ['See [our page](https://shop.example/returns).', 'See our page: https://shop.example/returns.'],
  ['Write to [help@shop.example](mailto:help@shop.example)', 'Write to help@shop.example'],
  ['<https://shop.example>', 'https://shop.example'],
  ['- one\n- two\n  - inner', '- one\n- two\n  - inner'],
  ['3. three\n4. four', '3. three\n4. four'],
  ['> quoted\n> twice', '> quoted\n> twice'],
  ['Use `code` or\n\n```js\nconst a = 1\n```', 'Use `code` or\n\n```const a = 1```'],
  ['| Size | Price |\n|---|---|\n| S | 10 € |\n| M | 12 € |', '- S, Price: 10 €\n- M, Price: 12 €'],
  ['a &amp; b < c', 'a & b < c'],
  ['5 * 3 = 15', '5 * 3 = 15'],
  ['line\nbreak', 'line\nbreak'],
  ['', ''],
])('%j', (markdown, expected) => {
  expect(whatsappText(markdown)).toBe(expected)
})
