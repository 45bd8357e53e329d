import type { ErrorBody } from '@craveva/contract/errors'
import type { Logger } from 'pino'
import { someOf, toAppError } from './send-error.ts'

/** What was thrown, as the API tells errors. Unexpected ones are logged whole and told as INTERNAL_ERROR. */
export function toErrorBody(log: Logger, thrown: unknown): ErrorBody {
  const { code, message, details } = toAppError(thrown)
  if (code === 'INTERNAL_ERROR') log.error({ err: thrown }, 'unexpected error')
  return { error: true, message, code, details: someOf(details) }
}
