import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Message, MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { WidgetConfig } from '@craveva/sdk/chat'
import { fileOf, handleVisit, json } from './fake-visits.ts'

/**
 * What an answer does next: say a part, wait, hold until the test calls `release`, or break the connection of everybody who listens. A test
 * that looks at something that stands only for a while holds there: a wait may be over before a slow machine has looked.
 */
export type Step = StreamPart | { readonly type: 'wait'; readonly ms: number } | { readonly type: 'hold' } | { readonly type: 'drop' }

/** Replaces the next answers to requests whose method and path match: for errors before a stream. */
export interface Refusal {
  readonly match: RegExp
  readonly status: number
  readonly code: string
  readonly headers?: Record<string, string>
  times: number
}

interface Turn {
  readonly executionId: string
  readonly messageId: string
  readonly events: { id: string; part: StreamPart }[]
  readonly listeners: Set<() => void>
  done: boolean
  cancelled: boolean
}

export interface StoredConversation {
  readonly id: string
  readonly token: string
  readonly messages: Message[]
  readonly turns: Map<string, Turn>
  running: Turn | null
}

export interface Recorded {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export type FakeApi = ReturnType<typeof createFakeApi>

/** The public chat of one agent, in memory, speaking the API's wire. Its answers are scripted. */
export function createFakeApi(config: WidgetConfig) {
  const conversations = new Map<string, StoredConversation>()
  const connections = new Set<ServerResponse>()
  const followers = new Set<ServerResponse>()
  const held = new Set<() => void>()
  let attended = false
  const api = {
    config,
    conversations,
    requests: [] as Recorded[],
    refusals: [] as Refusal[],
    /** What is answered to a message. */
    answer: (_message: string): readonly Step[] => say('Hello.'),
    /** Milliseconds between the comments that keep a stream alive. */
    pingEvery: 15_000,
    handle,
    operate,
    operatorMessage,
    /** Lets every answer that holds go on. */
    release: () => {
      for (const goOn of held) goOn()
      held.clear()
    },
    /** How many follow a conversation with an operator. */
    get listeners() {
      return followers.size
    },
    /** How many have begun to follow one so far. */
    followed: 0,
    dropConnections: () => {
      for (const response of connections) response.destroy()
    },
  }
  return api

  /** Lets an operator do something in the latest conversation. */
  function operate(part: StreamPart) {
    const conversation = [...conversations.values()].at(-1)
    if (part.type === 'message') conversation?.messages.push(part.message)
    for (const response of followers) send(response, randomUUID(), part)
  }

  function operatorMessage(text: string, ...more: MessagePart[]): Message {
    return { ...storedMessage('operator', `msg_${randomUUID()}`, null, [{ type: 'text', text }, ...more]), author_name: 'Mia' }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const found = /^\/api\/v1\/agents\/([^/]+)(\/.*)$/.exec(path)
    if (!found) return false
    for (const [name, value] of Object.entries(cors(request))) response.setHeader(name, value)
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return true
    }
    const body = await readBody(request)
    api.requests.push({ method: request.method ?? '', path, headers: request.headers, body })
    const refusal = api.refusals.find(each => each.times > 0 && each.match.test(`${request.method} ${path}`))
    if (refusal) {
      refusal.times--
      refuse(response, refusal.status, refusal.code, refusal.headers)
    } else if (decodeURIComponent(found[1] ?? '') !== api.config.agent_id) refuse(response, 404, 'NOT_FOUND')
    else route(`${request.method} ${found[2]}`, request, response, body)
    return true
  }

  function route(call: string, request: IncomingMessage, response: ServerResponse, body: unknown) {
    if (call === 'GET /widget') return json(response, api.config)
    if (call === 'POST /chat')
      return chat(request, response, body as { message: string; conversation_id?: string; client_message_id?: string })
    if (handleVisit(call, request, response, body, conversations)) return
    const [, id, action = ''] = /^[A-Z]+ \/conversations\/([^/]+)(\/\w+)?$/.exec(call) ?? []
    const conversation = conversations.get(id ?? '')
    if (!conversation || request.headers['x-visitor-token'] !== conversation.token) return refuse(response, 404, 'NOT_FOUND')
    const { running, messages } = conversation
    switch (`${request.method}${action}`) {
      case 'GET':
        return json(response, { conversation_id: conversation.id, messages, running_execution_id: running?.executionId ?? null })
      case 'GET/stream':
        return resume(conversation, request, response)
      case 'POST/cancel':
        if (running) running.cancelled = true
        api.release()
        return json(response, { success: true, message: 'Stopped' })
      case 'DELETE':
        conversations.delete(conversation.id)
        return json(response, { success: true, message: 'Deleted' })
      default:
        return refuse(response, 404, 'NOT_FOUND')
    }
  }

  function chat(
    request: IncomingMessage,
    response: ServerResponse,
    body: { message: string; conversation_id?: string; client_message_id?: string; file_ids?: string[] },
  ) {
    const known = conversations.get(body.conversation_id ?? '')
    if (body.conversation_id && (!known || request.headers['x-visitor-token'] !== known.token)) return refuse(response, 404, 'NOT_FOUND')
    const conversation = known ?? createConversation(conversations, request.headers['x-visitor-token'])
    const again = conversation.turns.get(body.client_message_id ?? '')
    const turn = again ?? beginTurn(conversation, body)
    stream(turn, response, '')
    if (!again) runTurn(api.answer(body.message), conversation, turn, known ? undefined : conversation.token)
  }

  function resume(conversation: StoredConversation, request: IncomingMessage, response: ServerResponse) {
    if (conversation.running) return stream(conversation.running, response, String(request.headers['last-event-id'] ?? ''))
    openStream(response)
    if (attended || conversation.messages.some(({ parts }) => parts.some(part => part.type === 'handoff'))) {
      followers.add(response)
      api.followed++
      response.on('close', () => followers.delete(response))
      return
    }
    const message = conversation.messages.at(-1)
    if (message?.role === 'agent') send(response, 'whole', { type: 'message', message })
    send(response, 'end', { type: 'finish', reason: 'stop', usage })
    response.end()
  }

  function stream(turn: Turn, response: ServerResponse, lastEventId: string) {
    openStream(response)
    connections.add(response)
    let next = turn.events.findIndex(event => event.id === lastEventId) + 1
    const catchUp = () => {
      for (; next < turn.events.length; next++) {
        const event = turn.events[next]
        if (event) send(response, event.id, event.part)
      }
      if (turn.done) response.end()
    }
    const ping = setInterval(() => response.write(': ping\n\n'), api.pingEvery)
    turn.listeners.add(catchUp)
    response.on('close', () => {
      clearInterval(ping)
      connections.delete(response)
      turn.listeners.delete(catchUp)
    })
    catchUp()
  }

  async function runTurn(steps: readonly Step[], conversation: StoredConversation, turn: Turn, token: string | undefined) {
    const tell = (part: StreamPart) => {
      turn.events.push({ id: `${turn.executionId}:${turn.events.length}`, part })
      for (const listener of [...turn.listeners]) listener()
    }
    tell({
      type: 'start',
      conversation_id: conversation.id,
      message_id: turn.messageId,
      execution_id: turn.executionId,
      ...(token ? { visitor_token: token } : {}),
    })
    for (const step of steps) {
      if (turn.cancelled) break
      if (step.type === 'wait') await pause(step.ms)
      else if (step.type === 'hold') await new Promise<void>(goOn => held.add(goOn))
      else if (step.type === 'drop') {
        api.dropConnections()
        await pause(1)
      } else tell(step)
    }
    const parts = partsOf(turn.events.map(event => event.part))
    conversation.messages.push(storedMessage('agent', turn.messageId, turn.executionId, parts))
    conversation.running = null
    attended ||= parts.some(part => part.type === 'handoff')
    const failed = parts.some(part => part.type === 'error')
    turn.done = true
    tell({ type: 'finish', reason: turn.cancelled ? 'cancelled' : failed ? 'error' : 'stop', usage })
  }
}

const usage = { input_tokens: 10, output_tokens: 20 }

function createConversation(conversations: Map<string, StoredConversation>, token = randomUUID() as string | string[]): StoredConversation {
  const conversation = { id: `conv_${randomUUID()}`, token: String(token), messages: [], turns: new Map(), running: null }
  conversations.set(conversation.id, conversation)
  return conversation
}

function beginTurn(
  conversation: StoredConversation,
  { message, client_message_id = randomUUID(), file_ids = [] }: { message: string; client_message_id?: string; file_ids?: string[] },
): Turn {
  const turn: Turn = {
    executionId: `exec_${randomUUID()}`,
    messageId: `msg_${randomUUID()}`,
    events: [],
    listeners: new Set(),
    done: false,
    cancelled: false,
  }
  const parts: MessagePart[] = [{ type: 'text', text: message }, ...file_ids.map(fileOf)]
  conversation.messages.push(storedMessage('visitor', `msg_${randomUUID()}`, turn.executionId, parts))
  conversation.turns.set(client_message_id, turn)
  conversation.running = turn
  return turn
}

const storedMessage = (role: Message['role'], id: string, executionId: string | null, parts: MessagePart[]): Message => ({
  message_id: id,
  role,
  parts,
  created_at: new Date().toISOString(),
  execution_id: executionId,
  author_name: null,
})

/** Joins streamed text into the parts of a stored message. */
function partsOf(streamed: readonly StreamPart[]): MessagePart[] {
  const parts: MessagePart[] = []
  for (const part of streamed) {
    const last = parts.at(-1)
    if (part.type === 'text-start') parts.push({ type: 'text', text: '' })
    else if (part.type === 'text-delta' && last?.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + part.text }
    else if (!['start', 'text-end', 'finish', 'message', 'typing'].includes(part.type)) parts.push(part as MessagePart)
  }
  return parts
}

/** Says a text word by word, `ms` milliseconds apart. */
export function say(text: string, ms = 0): Step[] {
  const words = text.match(/\S+\s*/g) ?? []
  return [
    { type: 'text-start' },
    ...words.flatMap((word): Step[] => [
      { type: 'wait', ms },
      { type: 'text-delta', text: word },
    ]),
    { type: 'text-end' },
  ]
}

/** Says a text in pieces, and holds after each but the last. */
export const sayHolding = (...pieces: readonly string[]): Step[] => [
  { type: 'text-start' },
  ...pieces.flatMap((text, index): Step[] => [...(index ? [{ type: 'hold' } as const] : []), { type: 'text-delta', text }]),
  { type: 'text-end' },
]

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function openStream(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' })
  response.flushHeaders()
}

const send = (response: ServerResponse, id: string, part: StreamPart) => response.write(`id: ${id}\ndata: ${JSON.stringify(part)}\n\n`)

const refuse = (response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error: true, message: 'For the developer of the page', code, details: {} }))

const cors = (request: IncomingMessage) => ({
  'access-control-allow-origin': request.headers.origin ?? '*',
  'access-control-allow-headers': 'content-type, x-visitor-token, x-visitor-identity, last-event-id',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-expose-headers': 'retry-after',
  vary: 'origin',
})

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  if (!text || !request.headers['content-type']?.startsWith('application/json')) return text || null
  return JSON.parse(text)
}
