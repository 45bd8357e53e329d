import assert from 'node:assert/strict'
import { type ErrorCode, errorCodes } from '@craveva/contract/errors'
import type { TestAnswer } from './test-client.ts'

/** Asserts that an answer is an error as the reference shows it, with one of these codes. `what` names the call in the message. */
export function assertError({ status, headers, body }: TestAnswer, codes: readonly ErrorCode[], what: string) {
  const told = `${what}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`
  assert.deepEqual(Object.keys(body ?? {}).toSorted(), ['code', 'details', 'error', 'message'], told)
  assert.equal(body.error, true, told)
  assert.ok(codes.includes(body.code), `${told}\nexpected ${codes.join(' or ')}`)
  assert.equal(status, errorCodes[body.code as ErrorCode].status, told)
  assert.ok(typeof body.message === 'string' && body.message.length > 0 && body.message.length < 1000, told)
  for (const [path, problem] of Object.entries(body.details)) assert.ok(path !== '' && typeof problem === 'string' && problem !== '', told)
  assert.match(headers.get('x-request-id') ?? '', /^req_[0-9a-f]{24}$/, told)
  assert.match(headers.get('content-type') ?? '', /^application\/json/, told)
}
