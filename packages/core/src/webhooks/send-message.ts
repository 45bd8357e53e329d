import type { Services } from '../context.ts'
import { EgressError } from '../net/egress-error.ts'
import { readRetryAfter } from './retry-schedule.ts'
import { signMessage } from './sign-message.ts'
import type { AttemptRequest, AttemptResponse } from './webhooks.tables.ts'

const timeoutMs = 15_000
/** Bytes of the answer that are kept. */
const keptBytes = 4096

export interface Message {
  readonly id: string
  readonly type: string
  readonly happenedAt: Date
  readonly data: Record<string, unknown>
}

/** What came of one attempt. */
export interface Attempt {
  readonly startedAt: Date
  readonly durationMs: number
  readonly request: AttemptRequest
  readonly response: AttemptResponse | null
  /** Null when it arrived. */
  readonly error: string | null
  /** Seconds that the receiver asks to wait. */
  readonly wish: number
}

/** The body of a message; the same at every attempt. */
export const messageBody = ({ type, happenedAt, data }: Message) => ({ type, timestamp: happenedAt.toISOString(), data })

/** Sends a message once. Never throws, except when `signal` is aborted: then nobody knows whether it arrived. */
export async function sendMessage(
  { egress, now }: Pick<Services, 'egress' | 'now'>,
  url: string,
  secrets: readonly string[],
  message: Message,
  signal: AbortSignal,
): Promise<Attempt> {
  const startedAt = new Date(now())
  const start = performance.now()
  const body = JSON.stringify(messageBody(message))
  const timestamp = Math.floor(startedAt.getTime() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Craveva-Webhooks/1.0 (+https://www.standardwebhooks.com)',
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signMessage(secrets, { id: message.id, timestamp, body }),
  }
  const told = { startedAt, request: { url, headers } }
  const duration = () => Math.round(performance.now() - start)
  try {
    const answer = await egress.fetch(url, { method: 'POST', headers, body, timeoutMs, maxBytes: keptBytes, signal })
    const response = { status: answer.status, headers: answer.headers, body: readable(answer.body) }
    const wish = [429, 503].includes(answer.status) ? readRetryAfter(answer.headers['retry-after'], now()) : 0
    return { ...told, durationMs: duration(), response, error: complaintAbout(answer.status), wish }
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof EgressError ? error.message : 'The message could not be sent.'
    return { ...told, durationMs: duration(), response: null, error: reason, wish: 0 }
  }
}

function complaintAbout(status: number) {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `The receiver answered with a redirect (${status}), which is not followed. Give the final URL.`
  if (status === 410) return 'The receiver answered 410 Gone: it wants no more messages.'
  return `The receiver answered ${status}. Answer with a status from 200 to 299 once the message is stored.`
}

/** PostgreSQL stores every character but one. */
const readable = (body: Buffer) => body.toString('utf8').replaceAll('\0', '\uFFFD')
