/** What the mock reads of a chat-completions request; everything else is kept in `body` for tests to look at. */
export interface ChatRequest {
  readonly model: string
  readonly stream: boolean
  readonly wantsUsage: boolean
  /** Content of all messages but the last one of the user. */
  readonly context: string
  /** The last message of the user. */
  readonly question: string
  /** What tools answered since. */
  readonly toolResults: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
}

/** Null when the body is not a chat-completions request. */
export function readChatRequest(text: string): ChatRequest | null {
  const body = parseObject(text)
  if (!body || typeof body.model !== 'string' || !Array.isArray(body.messages)) return null
  const messages = body.messages.filter(isObject)
  const last = messages.findLast(message => message.role === 'user')
  return {
    model: body.model,
    stream: body.stream === true,
    wantsUsage: isObject(body.stream_options) && body.stream_options.include_usage === true,
    context: messages
      .filter(message => message !== last)
      .map(contentOf)
      .join('\n'),
    question: last ? contentOf(last) : '',
    toolResults: messages
      .slice(last ? messages.indexOf(last) : 0)
      .flatMap(message => (message.role === 'tool' ? [contentOf(message)] : [])),
    body,
  }
}

function parseObject(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function contentOf(message: Record<string, unknown>): string {
  if (typeof message.content === 'string') return message.content
  if (!Array.isArray(message.content)) return ''
  return message.content
    .filter(isObject)
    .map(part => (typeof part.text === 'string' ? part.text : ''))
    .join('\n')
}
