import type { ErrorBody, ErrorDetails } from '@craveva/contract/errors'
import { errorCodes } from '@craveva/contract/errors'
import type { Response } from 'express'
import type { Logger } from 'pino'
import { ZodError } from 'zod'
import { AppError } from '../errors.ts'
import { drainRequest } from './drain-request.ts'

/** The one place where what was thrown becomes an answer. Unexpected errors are logged whole and told as INTERNAL_ERROR. */
export function sendError(response: Response, log: Logger, thrown: unknown) {
  const error = toAppError(thrown)
  if (error.code === 'INTERNAL_ERROR') log.error({ err: thrown, request_id: response.locals.requestId }, 'unexpected error')
  if (response.headersSent) return void response.destroy()
  drainRequest(response.req)
  if (error.retryAfter !== null) response.set('Retry-After', String(Math.max(1, Math.ceil(error.retryAfter))))
  const body: ErrorBody = { error: true, message: error.message, code: error.code, details: someOf(error.details) }
  response.status(errorCodes[error.code].status).json(body)
}

export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof ZodError) return new AppError('INVALID_REQUEST', undefined, { details: detailsOf(thrown) })
  return fromBodyParser(thrown) ?? fromDatabase(thrown) ?? new AppError('INTERNAL_ERROR', undefined, { cause: thrown })
}

/** An answer tells so many problems at most, by names no longer than this: it must not grow with the request. */
const mostDetails = 20
const longestPath = 200

/** The details that an answer tells. */
export const someOf = (details: ErrorDetails) =>
  Object.fromEntries(
    Object.entries(details)
      .slice(0, mostDetails)
      .map(([path, problem]) => [path.slice(0, longestPath), problem]),
  )

function detailsOf({ issues }: ZodError): ErrorDetails {
  const problems = new Map<string, string>()
  const tell = (path: readonly PropertyKey[], problem: string) => {
    const name = path.map(String).join('.') || 'body'
    if (!problems.has(name)) problems.set(name, problem)
  }
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) tell([...issue.path, key], 'is not a field of this request')
    else tell(issue.path, issue.message)
  }
  // A field may be named __proto__.
  return Object.fromEntries(problems)
}

/** Express and body-parser mark their errors with a type (https://expressjs.com/en/resources/middleware/body-parser.html#errors). */
function fromBodyParser(thrown: unknown) {
  if (!(thrown instanceof Error) || !('status' in thrown)) return null
  const type = 'type' in thrown ? thrown.type : null
  if (type === 'entity.parse.failed')
    return new AppError('INVALID_REQUEST', 'The body is not valid JSON.', { details: { body: 'is not valid JSON' } })
  if (thrown.status === 413) return new AppError('PAYLOAD_TOO_LARGE')
  if (thrown.status === 415) return new AppError('UNSUPPORTED_MEDIA_TYPE')
  return typeof thrown.status === 'number' && thrown.status >= 400 && thrown.status < 500 ? new AppError('INVALID_REQUEST') : null
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown), and what the pool says when it cannot connect. */
function fromDatabase(thrown: unknown) {
  if (!(thrown instanceof Error)) return null
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const lost =
    /^(08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code) ||
    /timeout exceeded|Connection terminated/.test(thrown.message)
  if (lost)
    return new AppError('UNAVAILABLE', 'The database cannot be reached right now. Nothing was lost; try again shortly.', {
      retryAfter: 5,
      cause: thrown,
    })
  // What was found a moment ago, and is referred to, was deleted by somebody else meanwhile.
  if (code === '23503' && thrown.message.startsWith('insert or update'))
    return new AppError('NOT_FOUND', 'Something that this refers to was deleted just now.', { cause: thrown })
  // A character PostgreSQL cannot store in text.
  if (code === '22021' || code === '22P05')
    return new AppError('INVALID_REQUEST', 'The request contains a character that cannot be stored (U+0000).')
  return null
}
