import type { ChatError } from '@craveva/sdk/chat'
import type { App } from './app.ts'

/** Says what an error of the API means for the visitor: the API's own messages address the merchant's developer. */
export function explainError({ status, code, retryAfter }: ChatError, t: App['t']): string {
  if (code === 'OFFLINE') return t('lost')
  if (code === 'RATE_LIMIT_EXCEEDED') return retryAfter ? t('busyFor', { seconds: retryAfter }) : t('busy')
  if (code === 'PAYLOAD_TOO_LARGE' || code === 'INVALID_REQUEST') return t('tooLong')
  return status < 500 ? t('unavailable') : t('trouble')
}
