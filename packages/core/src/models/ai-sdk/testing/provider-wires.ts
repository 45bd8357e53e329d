import { crc32 } from 'node:zlib'

/** How a provider writes things down, after its documentation. */
export interface ProviderWire {
  readonly contentType: string
  /** The pieces of an answer that says these texts. */
  text(texts: readonly string[]): Buffer[]
  /** An answer that calls one tool with arguments as they are. */
  call(name: string, args: string): Buffer[]
  /** A fault in the middle of a stream. */
  fault(): Buffer
  /** The body of a refusal. */
  refusal(status: number, message: string): string
}

const sse = (data: object | string, event?: string) =>
  Buffer.from(`${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)

const typed = (data: { readonly type: string } & Record<string, unknown>) => sse(data, data.type)

const messageStart = typed({
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 25, output_tokens: 1 },
  },
})
const messageEnd = (stop_reason: string) => [
  typed({ type: 'content_block_stop', index: 0 }),
  typed({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 15 } }),
  typed({ type: 'message_stop' }),
]

const anthropic: ProviderWire = {
  contentType: 'text/event-stream',
  text: texts => [
    messageStart,
    typed({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    typed({ type: 'ping' }),
    ...texts.map(text => typed({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    ...messageEnd('end_turn'),
  ],
  call: (name, args) => [
    messageStart,
    typed({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'toolu_1', name, input: {} } }),
    ...[args.slice(0, 5), args.slice(5)].map(partial_json =>
      typed({ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json } }),
    ),
    ...messageEnd('tool_use'),
  ],
  fault: () => typed({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  refusal: (status, message) =>
    JSON.stringify({ type: 'error', error: { type: status === 429 ? 'rate_limit_error' : 'api_error', message } }),
}

const candidate = (parts: object[], finishReason?: string) =>
  sse({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata: { promptTokenCount: 25, candidatesTokenCount: 15, totalTokenCount: 40 },
    modelVersion: 'gemini-2.5-flash',
  })

const google: ProviderWire = {
  contentType: 'text/event-stream',
  text: texts => texts.map((text, index) => candidate([{ text }], index === texts.length - 1 ? 'STOP' : undefined)),
  // Google sends arguments as an object: what is none cannot come.
  call: (name, args) => [candidate([{ functionCall: { name, args: JSON.parse(args) } }], 'STOP')],
  fault: () => sse({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
  refusal: (status, message) =>
    JSON.stringify({ error: { code: status, message, status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL' } }),
}

const chunk = (delta: object, finish_reason: string | null = null, usage?: object) =>
  sse({
    id: 'cmpl_1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'a-model',
    choices: [{ index: 0, delta, finish_reason }],
    ...(usage ? { usage } : {}),
  })
const chunkEnd = (reason: string) => [
  chunk({ content: '' }, reason, { prompt_tokens: 25, completion_tokens: 15, total_tokens: 40 }),
  sse('[DONE]'),
]

const openai: ProviderWire = {
  contentType: 'text/event-stream',
  text: texts => [chunk({ role: 'assistant', content: '' }), ...texts.map(content => chunk({ content })), ...chunkEnd('stop')],
  call: (name, args) => [
    chunk({
      role: 'assistant',
      content: '',
      tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: args } }],
    }),
    ...chunkEnd('tool_calls'),
  ],
  fault: () => sse({ error: { message: 'The server is overloaded.', type: 'server_error', code: 'overloaded' } }),
  refusal: (status, message) =>
    JSON.stringify({ error: { message, type: status === 429 ? 'requests' : 'server_error', code: null, param: null } }),
}

const mistral: ProviderWire = {
  ...openai,
  refusal: (status, message) =>
    JSON.stringify({ object: 'error', message, type: status === 429 ? 'rate_limited' : 'internal', param: null, code: '0' }),
}

/** A message of the binary event stream of Amazon: lengths, headers and payload, with a checksum of the first and of all. */
function eventMessage(headers: Record<string, string>, payload: object): Buffer {
  const head = Buffer.concat(
    Object.entries({ ...headers, ':content-type': 'application/json' }).map(([name, value]) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(Buffer.byteLength(value))
      return Buffer.concat([Buffer.of(name.length), Buffer.from(name), Buffer.of(7), length, Buffer.from(value)])
    }),
  )
  const body = Buffer.from(JSON.stringify(payload))
  const prelude = Buffer.alloc(8)
  prelude.writeUInt32BE(16 + head.length + body.length, 0)
  prelude.writeUInt32BE(head.length, 4)
  const withCheck = Buffer.concat([prelude, checksum(prelude), head, body])
  return Buffer.concat([withCheck, checksum(withCheck)])
}

function checksum(bytes: Buffer) {
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(bytes))
  return check
}

const event = (type: string, payload: object) => eventMessage({ ':event-type': type, ':message-type': 'event' }, payload)
const converseEnd = (stopReason: string) => [
  event('contentBlockStop', { contentBlockIndex: 0 }),
  event('messageStop', { stopReason }),
  event('metadata', { usage: { inputTokens: 25, outputTokens: 15, totalTokens: 40 }, metrics: { latencyMs: 10 } }),
]

const bedrock: ProviderWire = {
  contentType: 'application/vnd.amazon.eventstream',
  text: texts => [
    event('messageStart', { role: 'assistant' }),
    ...texts.map(text => event('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
    ...converseEnd('end_turn'),
  ],
  call: (name, args) => [
    event('messageStart', { role: 'assistant' }),
    event('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'tool_1', name } } }),
    event('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: args } } }),
    ...converseEnd('tool_use'),
  ],
  fault: () =>
    eventMessage(
      { ':exception-type': 'serviceUnavailableException', ':message-type': 'exception' },
      { message: 'The service is overloaded.' },
    ),
  refusal: (_status, message) => JSON.stringify({ message }),
}

export const providerWires = { openai, anthropic, google, mistral, bedrock }
export type WireName = keyof typeof providerWires
