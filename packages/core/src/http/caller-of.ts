import type { Request } from 'express'
import type { Caller } from '../context.ts'
import { preferredLanguage } from './preferred-language.ts'

/** What the request tells of its caller. Express resolves the address through the trusted proxies. */
export const callerOf = (request: Request): Caller => ({
  address: request.ip ?? request.socket.remoteAddress ?? '0.0.0.0',
  origin: request.get('origin') ?? null,
  userAgent: request.get('user-agent') ?? '',
  language: preferredLanguage(request.get('accept-language')),
  visitorToken: request.get('x-visitor-token') ?? null,
  visitorIdentity: request.get('x-visitor-identity') ?? null,
})

/** The bearer token of a request; null when it has none. */
export function bearerToken(request: Request) {
  const match = /^Bearer ([\x21-\x7e]{1,4000})$/i.exec(request.get('authorization') ?? '')
  return match?.[1] ?? null
}
