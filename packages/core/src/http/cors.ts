import type { Response } from 'express'

const allowHeaders = 'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, X-Visitor-Token, X-Visitor-Identity'
const exposeHeaders = 'ETag, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id'

/** Admits exactly this origin, without credentials: the API never takes cookies as proof. */
export function admitOrigin(response: Response, origin: string) {
  response.vary('Origin')
  response.set('Access-Control-Allow-Origin', origin)
  response.set('Access-Control-Expose-Headers', exposeHeaders)
}

/** Answers a preflight request of an admitted origin. */
export function answerPreflight(response: Response) {
  response.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
  response.set('Access-Control-Allow-Headers', allowHeaders)
  response.set('Access-Control-Max-Age', '600')
  response.sendStatus(204)
}
