import type { ZodType } from 'zod'
import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Operation } from './operations.ts'
import { isVersioned } from './versioned.ts'

/** The shapes of an endpoint. What is left out is empty: an endpoint without `body` refuses one. */
export interface Shapes {
  readonly query?: ZodType
  readonly body?: ZodType
  readonly answer: ZodType
  /** Codes beyond those every endpoint of its access can answer with. */
  readonly errors?: readonly ErrorCode[]
}

/** One endpoint of the API: its operation joined with its shapes. */
export interface Endpoint<O extends Operation = Operation, S extends Shapes = Shapes> {
  readonly operation: O
  readonly query: S['query'] extends ZodType ? S['query'] : typeof nothing
  readonly body: S['body'] extends ZodType ? S['body'] : typeof nothing
  readonly answer: S['answer']
  readonly errors: readonly ErrorCode[]
}

/** An object without any field. */
export const nothing = z.strictObject({})

export function endpoint<O extends Operation, S extends Shapes>(operation: O, shapes: S) {
  return {
    operation,
    query: shapes.query ?? nothing,
    body: shapes.body ?? nothing,
    answer: shapes.answer,
    errors: shapes.errors ?? [],
  } as unknown as Endpoint<O, S>
}

/** The values in an endpoint's path: `PathParams<'/agents/:agent_id'>` is `{ agent_id: string }`. */
export type PathParams<Path extends string> = { readonly [Name in NamesIn<Path>]: string }

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** The error codes an endpoint can answer with. */
export function errorCodesOf({ operation, errors }: Endpoint): ErrorCode[] {
  const codes = new Set<ErrorCode>(['INVALID_REQUEST', 'INTERNAL_ERROR', 'UNAVAILABLE', ...errors])
  if (operation.access.kind !== 'public') codes.add('UNAUTHORIZED').add('FORBIDDEN')
  // An Idempotency-Key can be in use, or have been used for something else.
  if (operation.access.kind === 'user' && operation.method === 'POST') codes.add('CONFLICT').add('IDEMPOTENCY_KEY_REUSED')
  // A signed identity that is not valid, or missing where it is required.
  if (operation.access.kind === 'visitor') codes.add('UNAUTHORIZED')
  // Without an id in the path it is the company itself that may be gone, or something that the body names.
  if (operation.access.kind !== 'public' || operation.path.includes(':')) codes.add('NOT_FOUND')
  if (operation.method !== 'GET' && isVersioned(operation)) codes.add('PRECONDITION_FAILED')
  if (operation.limit !== 'none') codes.add('RATE_LIMIT_EXCEEDED')
  if (operation.method !== 'GET') codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE')
  return [...codes]
}
