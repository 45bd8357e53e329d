import type { chatApi, SendMessageInput } from '@craveva/contract/chat'
import type { ErrorBody, ErrorCode, ErrorDetails } from '@craveva/contract/errors'
import type { StreamPart } from '@craveva/contract/stream'
import { readEvents } from './sse.ts'

/** What the widget shows before the first message. */
export type WidgetConfig = (typeof chatApi)['config']['answer']['_output']
/** A visitor's own conversation, oldest message first. */
export type ConversationHistory = (typeof chatApi)['history']['answer']['_output']

export interface ChatOptions {
  /** Origin of the API, without a path: `https://api.example`. */
  readonly baseUrl: string
  readonly agentId: string
  /** Asked before every request: the visitor's proof, such as `X-Visitor-Token`. */
  readonly headers?: () => Record<string, string>
  /** How often in a row a lost connection is taken up again before the call fails. */
  readonly retries?: number
  /** Waits before the n-th new attempt. Replaced in tests. */
  readonly pause?: (attempt: number) => Promise<void>
}

/** The API said no. `status` 0: it could not be asked, and the attempts are used up. */
export class ChatError extends Error {
  declare readonly status: number
  declare readonly code: ErrorCode | 'OFFLINE'
  declare readonly details: ErrorDetails
  /** Seconds after which another attempt makes sense. */
  declare readonly retryAfter: number

  constructor(status: number, body: Partial<ErrorBody>, retryAfter = 0) {
    super(body.message)
    this.status = status
    this.code = body.code ?? (status ? 'INTERNAL_ERROR' : 'OFFLINE')
    this.details = body.details ?? {}
    this.retryAfter = retryAfter
  }
}

export type Chat = ReturnType<typeof createChat>

/** The public chat of one agent, for visitors. Every call throws `ChatError`, or the reason of `signal` when aborted. */
export function createChat({ baseUrl, agentId, headers, retries = 6, pause = backOff }: ChatOptions) {
  const base = `${baseUrl}/api/v1/agents/${encodeURIComponent(agentId)}`

  async function request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${base}${path}`, {
      ...init,
      method,
      headers: { ...headers?.(), ...init.headers },
      credentials: 'omit',
    })
    if (response.ok) return response
    const body = (await response.json().catch(() => ({}))) as Partial<ErrorBody>
    throw new ChatError(response.status, body, Number(response.headers.get('retry-after')) || 0)
  }

  async function json<T>(method: string, path: string, body?: object): Promise<T> {
    try {
      const init = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await request(method, path, init)
      return (await response.json()) as T
    } catch (error) {
      throw asChatError(error)
    }
  }

  /**
   * Yields what a stream tells, and takes up lost connections where they broke: until the turn is finished or, `endless`,
   * until the caller has enough.
   */
  async function* read(
    first: (signal: AbortSignal | null) => Promise<Response>,
    signal: AbortSignal | null,
    conversationId?: string,
    lastEventId = '',
    endless = false,
  ): AsyncGenerator<StreamPart> {
    for (let attempt = 0; ; ) {
      let cause: unknown
      try {
        const resume = lastEventId && conversationId
        const { body } = await (resume ? open(conversationId ?? '', lastEventId, signal) : first(signal))
        if (body) {
          for await (const event of readEvents(body)) {
            attempt = 0
            lastEventId = event.id || lastEventId
            const part: StreamPart = JSON.parse(event.data)
            if (part.type === 'start') conversationId = part.conversation_id
            yield part
            if (part.type === 'finish' && !endless) return
          }
        }
      } catch (error) {
        if (signal?.aborted || (error instanceof ChatError && ![503, 504].includes(error.status))) throw error
        cause = error
      }
      if (attempt++ === retries && !endless) throw asChatError(cause)
      await pause(attempt)
      signal?.throwIfAborted()
    }
  }

  const open = (conversationId: string, lastEventId: string, signal: AbortSignal | null) =>
    request('GET', `${conversationPath(conversationId)}/stream`, {
      signal,
      headers: { accept: eventStream, ...(lastEventId && { 'last-event-id': lastEventId }) },
    })

  return {
    /** Any other call about the agent, by its path below it. */
    call: json,
    /** Where such a call goes, and what proves the visitor: for uploads, whose progress `fetch` does not tell. */
    target: (path: string) => ({ url: base + path, headers: headers?.() ?? {} }),
    config: () => json<WidgetConfig>('GET', '/widget'),

    /**
     * Sends a message and yields the answer's parts up to `finish`. With a `client_message_id` a repeated call resumes the answer
     * instead of asking twice. A `start` part that comes again means that the answer is told from its beginning.
     */
    send: (input: SendMessageInput, signal: AbortSignal | null = null) =>
      read(
        signal =>
          request('POST', '/chat', {
            signal,
            body: JSON.stringify(input),
            headers: { accept: eventStream, 'content-type': 'application/json' },
          }),
        signal,
        input.conversation_id,
      ),

    /** Follows the answer that is being written, from its beginning or from after `lastEventId`. */
    follow: (conversationId: string, lastEventId = '', signal: AbortSignal | null = null) =>
      read(signal => open(conversationId, '', signal), signal, conversationId, lastEventId),

    /** Follows what others write in the conversation, without end: abort it with `signal`. */
    listen: (conversationId: string, signal: AbortSignal) =>
      read(signal => open(conversationId, '', signal), signal, conversationId, '', true),

    history: (conversationId: string) => json<ConversationHistory>('GET', conversationPath(conversationId)),
    /** Stops the answer that is being written; what was written stays. */
    cancel: (conversationId: string) => json<unknown>('POST', `${conversationPath(conversationId)}/cancel`),
    /** Deletes the conversation for good. */
    erase: (conversationId: string) => json<unknown>('DELETE', conversationPath(conversationId)),
  }
}

const asChatError = (error: unknown) =>
  error instanceof ChatError ? error : new ChatError(0, error instanceof Error ? { message: error.message } : {})

const eventStream = 'text/event-stream'

const conversationPath = (id: string) => `/conversations/${encodeURIComponent(id)}`

/** Half a second, doubled up to 8 s, with a third of jitter so that clients do not come back in step. */
const backOff = (attempt: number) =>
  new Promise<void>(resolve => setTimeout(resolve, Math.min(8000, 250 * 2 ** attempt) * (1 + Math.random() / 3)))
