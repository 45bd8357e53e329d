import type { Request as ExpressRequest } from 'express'

/** Milliseconds that another process has to answer. */
const patience = 10_000
const mark = 'x-craveva-hop'

/** Whether a process passed this request on: then it is not passed on once more. */
export const isForwarded = (request: Pick<ExpressRequest, 'get'>) => request.get(mark) !== undefined

/** Passes a request on to the process at `hookUrl`, with the path of `webRequest`. */
export function forwardHook(hookUrl: string, request: ExpressRequest, webRequest: Request): Promise<Response> {
  const headers = new Headers(webRequest.headers)
  headers.set(mark, '1')
  headers.delete('host')
  headers.delete('connection')
  headers.delete('content-length')
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null
  const { pathname, search } = new URL(webRequest.url)
  const url = `${hookUrl.replace(/\/+$/, '')}${pathname}${search}`
  return fetch(url, { method: request.method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(patience) })
}
