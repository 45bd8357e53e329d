import { hash } from 'node:crypto'
import type { Endpoint } from '@craveva/contract/endpoint'
import { isVersioned } from '@craveva/contract/versioned'
import type { Request } from 'express'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { AnyHandler, Exchange } from './exchange.ts'
import type { ReadCall } from './read-call.ts'

/** The strong entity tag of an answer (RFC 9110, 8.8.3): another answer, another tag. */
export const tagOf = (answer: unknown) => `"${hash('sha256', JSON.stringify(answer), 'base64url').slice(0, 22)}"`

/** The endpoints that read what others change, with their handlers, by path. */
export type Readers = ReadonlyMap<string, { readonly endpoint: Endpoint; readonly handler: AnyHandler }>

export function readersOf(endpoints: readonly { readonly endpoint: Endpoint; readonly handler: AnyHandler }[]): Readers {
  const reading = endpoints.filter(({ endpoint: { operation } }) => operation.method === 'GET' && isVersioned(operation))
  return new Map(reading.map(entry => [entry.endpoint.operation.path, entry]))
}

/**
 * Lets a change go on only while what it changes is as its caller saw it, if they say how they saw it. Whoever changes the same waits until the
 * transaction `db` ends. Throws PRECONDITION_FAILED, and what reading throws.
 */
export async function requireUnchanged({ readers, endpoint, request }: Exchange, context: Context, read: ReadCall) {
  const reader = readerOf(readers, endpoint)
  if (!reader) return
  await lock(context.db, `${context.principal.companyId} ${request.path}`)
  const wanted = request.get('if-match')
  if (wanted === undefined) return
  const current = tagOf(await reader(context, { ...read, query: {}, body: {} }))
  if (!matches(wanted, current))
    throw new AppError('PRECONDITION_FAILED', 'This was changed since you read it. Read it again, and send the change with its new ETag.')
}

/** The tag of what a change has made, for who said which state they changed. */
export async function tagAfter({ readers, endpoint, request, response }: Exchange, context: Context, read: ReadCall) {
  const reader = readerOf(readers, endpoint)
  if (!reader || endpoint.operation.method !== 'PUT' || request.get('if-match') === undefined) return
  response.set('ETag', tagOf(await reader(context, { ...read, query: {}, body: {} })))
}

function readerOf(readers: Readers, { operation }: Endpoint) {
  if (operation.method === 'GET' || !isVersioned(operation)) return null
  const handler = readers.get(operation.path)?.handler
  return handler && !('detached' in handler) ? handler : null
}

const lock = (db: Db, name: string) => sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)

/** `*` is any state, as long as there is one; weak tags never match. */
const matches = (wanted: string, current: string) => wanted.trim() === '*' || wanted.split(',').some(tag => tag.trim() === current)

/** Whether a call that opens its own transactions, and so cannot be held in one, may go on. */
export const asksForState = (request: Request) => request.get('if-match') !== undefined
