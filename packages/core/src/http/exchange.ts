import type { Endpoint } from '@craveva/contract/endpoint'
import type { Request, Response } from 'express'
import type { Services } from '../context.ts'
import type { Readers } from './entity-tag.ts'

type Handle = (context: unknown, call: unknown) => Promise<unknown>

/** A handler without its exact types. */
export type AnyHandler = Handle | { readonly detached: Handle }

/** One request on its way through an endpoint. */
export interface Exchange {
  readonly services: Services
  /** Slice and operation, for example `agents.update`. */
  readonly name: string
  readonly endpoint: Endpoint
  readonly handler: AnyHandler
  readonly readers: Readers
  readonly request: Request
  readonly response: Response
}

/** The handler of an endpoint that is not for signed-in users, which are the only ones that can be detached. */
export function attached({ handler, endpoint }: Exchange): Handle {
  if ('detached' in handler) throw new Error(`The handler of ${endpoint.operation.path} cannot be detached`)
  return handler
}

export const requestIdOf = (response: Response) => String(response.locals.requestId)
