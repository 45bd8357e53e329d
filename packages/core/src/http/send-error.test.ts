import { expect, test } from 'vitest'
import { toAppError } from './send-error.ts'

test.each([
  ['23503', 'insert or update on table "agent_tests" violates foreign key constraint', 'NOT_FOUND'],
  ['23503', 'update or delete on table "agents" violates foreign key constraint', 'INTERNAL_ERROR'],
  ['57P01', 'terminating connection due to administrator command', 'UNAVAILABLE'],
  ['ECONNRESET', 'read ECONNRESET', 'UNAVAILABLE'],
  ['22021', 'invalid byte sequence', 'INVALID_REQUEST'],
  ['23505', 'duplicate key value', 'INTERNAL_ERROR'],
])('%s, %s, is told as %s', (code, message, told) => {
  expect(toAppError(Object.assign(new Error(message), { code })).code).toBe(told)
})
