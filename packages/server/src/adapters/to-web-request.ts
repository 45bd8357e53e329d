import type { Request as ExpressRequest } from 'express'

/** A request with its raw body, as adapters take it; with another path where one is given. */
export function toWebRequest(request: ExpressRequest, path?: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && Buffer.isBuffer(request.body)
  const url = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`)
  if (path !== undefined) url.pathname = path
  return new Request(url, { method: request.method, headers, body: hasBody ? new Uint8Array(request.body) : null })
}
