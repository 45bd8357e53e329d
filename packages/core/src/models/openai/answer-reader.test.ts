import { expect, test } from 'vitest'
import type { ModelPart } from '../model.ts'
import { createAnswerReader } from './answer-reader.ts'

function read(...events: unknown[]) {
  const parts: ModelPart[] = []
  const reader = createAnswerReader({ provider: 'acme', model: 'm-1' }, part => parts.push(part))
  for (const event of events) reader.take(typeof event === 'string' ? event : JSON.stringify(event))
  reader.end()
  return parts
}

const say = (content: unknown, finish_reason: unknown = null) => ({ choices: [{ delta: { content }, finish_reason }] })
const finish = { type: 'finish', reason: 'stop', usage: null }

test('text, finish and usage in their order', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } }
  expect(read(say('Hel'), say('lo', 'stop'), { choices: [], usage }, '[DONE]')).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'finish', reason: 'stop', usage: { input_tokens: 5, output_tokens: 2 } },
  ])
})

test.each([
  ['null content', say(null)],
  ['content of another type', say(7)],
  ['no choices', {}],
  ['empty choices', { choices: [] }],
  ['choices that are no list', { choices: 'x' }],
  ['a choice that is null', { choices: [null] }],
  ['no delta', { choices: [{ index: 0 }] }],
  ['reasoning', { choices: [{ delta: { reasoning_content: 'hm', reasoning: 'hm' } }] }],
  ['usage without numbers', { choices: [], usage: { prompt_tokens: '5' } }],
  ['an event of another kind', { type: 'ping' }],
  ['a number', 7],
  ['null', null],
  ['error: null', { error: null, choices: [] }],
])('passes over %s', (_name, event) => {
  expect(read(event, say('ok'), event, say('', 'stop'), event)).toEqual([{ type: 'text', text: 'ok' }, finish])
})

test('a whole answer and a refusal are answers', () => {
  expect(read({ choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] })).toEqual([{ type: 'text', text: 'whole' }, finish])
  expect(read({ choices: [{ delta: { content: null, refusal: 'I will not' }, finish_reason: 'stop' }] })).toEqual([
    { type: 'text', text: 'I will not' },
    finish,
  ])
})

test('a pair of surrogates cut between events stays whole', () => {
  expect(read(say('ok \ud83d'), say('\udc4d'), say('', 'stop'))).toEqual([
    { type: 'text', text: 'ok ' },
    { type: 'text', text: '👍' },
    finish,
  ])
  expect(read(say('ok \ud83d'), say('', 'stop'))[1]).toEqual({ type: 'text', text: '\uFFFD' })
})

test('the end counts with either a finish reason or [DONE]', () => {
  expect(read(say('a'), '[DONE]', say('never read'))).toEqual([{ type: 'text', text: 'a' }, finish])
  expect(read(say('a', 'length'))).toEqual([
    { type: 'text', text: 'a' },
    { type: 'finish', reason: 'length', usage: null },
  ])
})

test.each([
  ['broken_stream', [say('a')]],
  ['broken_stream', []],
  ['broken_stream', ['{"choices":']],
  ['broken_stream', [say('', 'stop')]],
  ['bad_request', [say('', 'length')]],
  ['bad_request', [say('a', 'content_filter')]],
  ['server_error', [say('a'), { error: { message: 'crashed' } }]],
  ['broken_stream', Array.from({ length: 30 }, () => say('x'.repeat(100_000)))],
])('%s', (kind, events) => {
  expect(() => read(...events)).toThrow(expect.objectContaining({ kind }))
})
