import type { Message } from '@craveva/contract/parts'
import type { TestAnswer, TestClient, TestEvent } from './test-client.ts'

/** A conversation as its visitor knows it. */
export interface Talk {
  readonly agentId: string
  readonly conversationId: string
  readonly headers: { readonly 'x-visitor-token': string }
}

/** Where the visitor's conversation lies: `/agents/…/conversations/…`. */
export const pathOf = ({ agentId, conversationId }: Talk) => `/agents/${agentId}/conversations/${conversationId}`

/** The conversation that an answer or the first event of a stream began. */
export function talkOf(agentId: string, begun: TestAnswer['body']): Talk {
  if (!begun?.visitor_token) throw new Error(`This began no conversation: ${JSON.stringify(begun)}`)
  return { agentId, conversationId: begun.conversation_id, headers: { 'x-visitor-token': begun.visitor_token } }
}

/** Sends a message that goes on with a conversation. */
export const say = (client: TestClient, talk: Talk, message: string, more: object = {}) =>
  client.post(`/agents/${talk.agentId}/chat`, { message, conversation_id: talk.conversationId, ...more }, { headers: talk.headers })

export async function readMessages(client: TestClient, talk: Talk): Promise<Message[]> {
  const { body } = await client.get(`${pathOf(talk)}?limit=200`, { headers: talk.headers })
  return body.messages
}

/** The words of a message. */
export const wordsOf = ({ parts }: Pick<Message, 'parts'>) => parts.map(part => (part.type === 'text' ? part.text : '')).join('')

/** What a reader shows after these events: deltas add up, a whole message replaces them. */
export function shown(events: readonly TestEvent[]) {
  let text = ''
  for (const { part } of events) {
    if (part.type === 'text-delta') text += part.text
    if (part.type === 'message') text = wordsOf(part.message)
  }
  return text
}

/** Begins a conversation with a stream and gives it back as soon as the server has taken the message; `events` goes on. */
export async function beginStream(client: TestClient, agentId: string, message: string, options: { signal?: AbortSignal } = {}) {
  const events = client.stream(`/agents/${agentId}/chat`, { message }, options)
  const first = await events.next()
  if (first.done) throw new Error('The stream was empty')
  return { talk: talkOf(agentId, first.value.part), first: first.value, events }
}

/** Everything of a stream from here on. */
export const rest = (events: AsyncGenerator<TestEvent>) => Array.fromAsync(events)

/** The next events of a stream until one fits, that one included. */
export async function until(events: AsyncGenerator<TestEvent>, fits: (event: TestEvent) => boolean): Promise<TestEvent[]> {
  const seen: TestEvent[] = []
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error(`The stream ended before: ${JSON.stringify(seen.map(({ part }) => part))}`)
    seen.push(value)
    if (fits(value)) return seen
  }
}
