import { describe, expect, test } from 'vitest'
import { providerError } from './provider-error.ts'
import { readWireError } from './wire.ts'

const failure = (status: number | null, body: unknown) =>
  providerError({ provider: 'acme', model: 'm-1', status, error: readWireError(body), retryAfterMs: null })

describe('kinds', () => {
  test.each([
    [400, { error: { message: "Invalid value for 'temperature'" } }, 'bad_request'],
    [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'too_long'],
    [400, { message: "This model's maximum context length is 4096 tokens" }, 'too_long'],
    [400, { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' } }, 'too_long'],
    [413, null, 'too_long'],
    [401, { error: { message: 'Incorrect API key' } }, 'unauthorized'],
    [403, null, 'unauthorized'],
    [402, { error: { message: 'Insufficient credits', code: 402 } }, 'quota'],
    [404, { error: 'model "x" not found, try pulling it first' }, 'bad_request'],
    [408, null, 'timeout'],
    [422, { detail: 'unknown field' }, 'bad_request'],
    [429, { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } }, 'rate_limited'],
    [429, { error: { message: 'You exceeded your current quota, check your plan', code: 'insufficient_quota' } }, 'quota'],
    [429, { error: { message: 'Monthly spend limit reached' } }, 'quota'],
    [500, { error: { message: 'oops' } }, 'server_error'],
    [502, null, 'overloaded'],
    [503, null, 'overloaded'],
    [504, null, 'timeout'],
    [529, { error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
    [302, null, 'bad_request'],
    [null, { error: { message: 'Provider returned error', code: 502 } }, 'overloaded'],
    [null, { error: { message: 'slow down', type: 'rate_limit_error' } }, 'rate_limited'],
    [null, { error: { message: 'boom' } }, 'server_error'],
  ])('%s %o is %s', (status, body, kind) => {
    expect(failure(status, body).kind).toBe(kind)
  })
})

test('says who refused, what was said and what to do', () => {
  const { message } = failure(401, { error: { message: 'Incorrect API key provided' } })
  expect(message).toContain('acme')
  expect(message).toContain('Incorrect API key provided')
  expect(message).toContain('Check the API key')
})

test('does not repeat a novel', () => {
  expect(failure(500, { error: { message: 'x'.repeat(50_000) } }).message.length).toBeLessThan(600)
})
