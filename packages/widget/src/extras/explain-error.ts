import type { ChatError } from '@craveva/sdk/chat'
import type { App } from '../panel/app.ts'
import { sayFor } from './say.ts'

/** Says what an error of the API means for the visitor: the API's own messages address the merchant's developer. */
export function explainError(app: App, { status, code, retryAfter }: ChatError): string {
  const say = sayFor(app)
  if (code === 'OFFLINE') return say('lost')
  if (code === 'RATE_LIMIT_EXCEEDED') return retryAfter ? say('busyFor', { seconds: retryAfter }) : say('busy')
  if (code === 'PAYLOAD_TOO_LARGE' || code === 'INVALID_REQUEST') return say('tooLong')
  return status < 500 ? say('unavailable') : say('trouble')
}
