import express, { type Request, type Response } from 'express'
import { AppError } from '../errors.ts'

const parse = express.json({ limit: '1mb', inflate: true, type: 'json' })

/** Objects and lists within each other at most. */
const deepest = 32

/**
 * The JSON body of a request; `{}` where there is none. To be read only once the caller is known, and before a transaction is opened, as it can
 * take long; reading it again costs nothing. Throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE and INVALID_REQUEST.
 */
export async function readJson(request: Request, response: Response): Promise<unknown> {
  if (request.body !== undefined) return request.body
  const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined
  if (!hasBody || request.method === 'GET') return {}
  if (!request.is('json')) throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
  await new Promise<void>((resolve, reject) => parse(request, response, error => (error ? reject(error) : resolve())))
  requireStorable(request.body, 1)
  return request.body
}

/** Refuses what no field of ours holds and the database would choke on: deep nesting, U+0000, halves of surrogate pairs. */
function requireStorable(value: unknown, depth: number) {
  if (typeof value === 'string') return requireText(value)
  if (typeof value !== 'object' || value === null) return
  if (depth > deepest) throw refused(`is nested deeper than ${deepest} levels`)
  if (!Array.isArray(value)) for (const key of Object.keys(value)) requireName(key)
  for (const inner of Array.isArray(value) ? value : Object.values(value)) requireStorable(inner, depth + 1)
}

function requireName(key: string) {
  if (key === '__proto__')
    throw new AppError('INVALID_REQUEST', undefined, { details: { ['__proto__']: 'is not a field of this request' } })
  requireText(key)
}

function requireText(text: string) {
  if (text.includes('\u0000') || !text.isWellFormed()) throw refused('contains U+0000 or half of a surrogate pair, which is no text')
}

const refused = (problem: string) => new AppError('INVALID_REQUEST', `The body ${problem}.`, { details: { body: problem } })
