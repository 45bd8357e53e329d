import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import type { TestEvent } from '../testing/test-client.ts'

const model = scriptedModel(request => saying(`You said: ${request.messages.at(-1)?.content} (${request.messages.length}).`, 5))
let app: TestApp
let path: string

beforeAll(async () => {
  app = await createTestApp({ model })
  const { agentId } = await deployAgent(await app.signUp(), { model: 'test/echo' })
  path = `/agents/${agentId}/chat`
})
afterAll(() => app.stop())

const words = (events: readonly TestEvent[]) => events.map(({ part }) => (part.type === 'text-delta' ? part.text : '')).join('')

test('a message is answered whole, and the conversation goes on with its token', async () => {
  const first = await app.anonymous.post(path, { message: 'Hello' })
  expect(first.status).toBe(200)
  expect(first.body.response).toBe('You said: Hello (1).')
  const again = { message: 'And now?', conversation_id: first.body.conversation_id }
  const second = await app.anonymous.post(path, again, { headers: { 'x-visitor-token': first.body.visitor_token } })
  expect(second.body.response).toBe('You said: And now? (3).')
})

test('a message is answered as a stream', async () => {
  const events = await Array.fromAsync(app.anonymous.stream(path, { message: 'Hello' }))
  expect(events[0]?.part.type).toBe('start')
  expect(words(events)).toBe('You said: Hello (1).')
  expect(events.at(-1)?.part).toMatchObject({ type: 'finish', reason: 'stop' })
})
