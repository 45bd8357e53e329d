import { describe, expect, test } from 'vitest'
import { ModelError } from '../model-error.ts'
import { createSseReader, longestEvent } from './sse-reader.ts'

function read(...chunks: (Buffer | string)[]) {
  const events: string[] = []
  const reader = createSseReader(data => events.push(data))
  for (const chunk of chunks) reader.write(Buffer.from(chunk))
  reader.end()
  return events
}

describe('events', () => {
  test.each([
    ['LF', 'data: a\n\ndata: b\n\n', ['a', 'b']],
    ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['CR', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['no space after the colon', 'data:a\n\n', ['a']],
    ['only one space is dropped', 'data:  a\n\n', [' a']],
    ['several data lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['empty data', 'data\n\n', ['']],
    ['comments and other fields', ': still here\nevent: x\nid: 7\nretry: 10\ndata: a\n\n', ['a']],
    ['fields that begin alike', 'database: x\n\n', []],
    ['a byte order mark', '\uFEFFdata: a\n\n', ['a']],
    ['no empty line at the end', 'data: a\n\ndata: b', ['a', 'b']],
    ['nothing', '', []],
  ])('%s', (_name, text, events) => {
    expect(read(text)).toEqual(events)
  })
})

test('a stream cut at any one byte, or at every byte, reads the same', () => {
  const bytes = Buffer.from('\uFEFF: hello\r\ndata: 100 €\r\n\r\ndata: 👍🏽\ndata: ü\n\r\ndata: last\r\r')
  const whole = read(bytes)
  expect(whole).toEqual(['100 €', '👍🏽\nü', 'last'])
  for (let at = 0; at <= bytes.length; at++) expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(whole)
  expect(read(...[...bytes].map(byte => Buffer.of(byte)))).toEqual(whole)
})

describe('size', () => {
  test('a line up to the limit is read', () => {
    const value = 'x'.repeat(longestEvent - 'data: '.length)
    expect(read('data: ', value, '\n\n')).toEqual([value])
  })

  test.each([
    ['one line', () => read('data: ', 'x'.repeat(longestEvent), '\n\n')],
    ['one line that never ends', () => read('x'.repeat(600_000), 'x'.repeat(600_000))],
    ['many lines of one event', () => read(...Array.from({ length: 200 }, () => `data: ${'x'.repeat(10_000)}\n`))],
  ])('%s above the limit is refused', (_name, overlong) => {
    expect(overlong).toThrow(ModelError)
  })
})
