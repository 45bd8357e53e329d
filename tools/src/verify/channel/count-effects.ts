import { setTimeout as sleep } from 'node:timers/promises'
import type { FakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'
import type { TestClient } from '@craveva/core/testing/test-client'
import { patienceMs, type Sent } from './deliver-events.ts'

const nameOf = /e\d+\.\d+;/g

/** Waits until all is stored and answered, then counts what came of it. */
export async function countEffects(client: TestClient, fake: FakeBotApi, events: readonly Sent[]) {
  const names = new Map(events.map(event => [event.name, event]))
  let stored = await read(client)
  const isStored = () => {
    const all = stored.map(({ visitor }) => visitor).join('\n')
    return [...names.keys()].every(name => all.includes(name))
  }
  for (const latest = performance.now() + patienceMs; !isStored() && performance.now() < latest; await sleep(1000))
    stored = await read(client)
  // What was stored last still has to be answered and delivered.
  for (let before = -1; before !== fake.messages.length; await sleep(8000)) before = fake.messages.length
  stored = await read(client)

  const effects = stored.flatMap(({ visitor }) => visitor.match(nameOf) ?? [])
  const known = new Set(effects)
  const answers = stored.reduce((sum, { answers: some }) => sum + some, 0)
  return {
    counts: {
      effects: effects.length,
      answers,
      sent: fake.messages.length,
      doubledReplies: Math.max(0, fake.messages.length - answers),
    },
    faults: {
      lost: [...names.keys()].filter(name => !known.has(name)).length,
      doubled: effects.length - known.size,
      orderViolations: stored.reduce((sum, { visitor }) => sum + countViolations(visitor, names), 0),
      lostReplies: Math.max(0, answers - fake.messages.length),
    },
  }
}

/** Pairs of a conversation neither in the order in which they were written nor in the one in which they were told. */
function countViolations(visitor: string, names: ReadonlyMap<string, Sent>) {
  const order = (visitor.match(nameOf) ?? []).flatMap(name => names.get(name) ?? [])
  let violations = 0
  for (const [index, later] of order.entries())
    for (const earlier of order.slice(0, index)) if (later.acknowledged < earlier.began && later.place < earlier.place) violations++
  return violations
}

interface Message {
  readonly role: string
  readonly message_id: string
  readonly parts: readonly { readonly type: string; readonly text?: string }[]
}

/** What was said, by conversation: the visitor's words in order, and how many messages of the agent have any. */
async function read(client: TestClient) {
  const list = await client.get('/conversations?limit=100')
  const ids: string[] = list.body.conversations.map(({ conversation_id }: { conversation_id: string }) => conversation_id)
  const all: { visitor: string; answers: number }[] = []
  for (const id of ids) {
    const messages: Message[] = []
    for (let before = ''; ; ) {
      const { body } = await client.get(`/conversations/${id}?limit=200${before && `&before=${before}`}`)
      messages.unshift(...body.messages)
      if (body.messages.length < 200) break
      before = body.messages[0].message_id
    }
    const visitor = messages.filter(({ role }) => role === 'visitor').map(({ parts }) => parts.map(({ text = '' }) => text).join(''))
    const spoken = messages.filter(({ role, parts }) => role === 'agent' && parts.some(({ type }) => type === 'text' || type === 'error'))
    all.push({ visitor: visitor.join('\n'), answers: spoken.length })
  }
  return all
}
