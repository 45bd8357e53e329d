import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, pathOf, readMessages, rest, say, shown, talkOf, wordsOf } from '../testing/talk.ts'
import { createTestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const echo = scriptedModel(({ messages }) => saying(`${messages.at(-1)?.content} after ${messages.length - 1}`, 2))
const steered = steeredModel()
let app: TestApp
let other: TestApp
let agentId: string

beforeAll(async () => {
  const model = {
    provider: 'test',
    stream: (request: Parameters<typeof echo.stream>[0]) => (request.model === 'steered' ? steered : echo).stream(request),
  }
  app = await createTestApp({ model })
  other = await createTestApp({ model, besides: app })
  agentId = (await deployAgent(await app.signUp(), { model: 'test/echo' })).agentId
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

const begin = async () => talkOf(agentId, (await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'first' })).body)

test('messages sent at once, to two servers, are answered one after the other in the order they were taken', async () => {
  const talk = await begin()
  const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`)
  const answers = await Promise.all(texts.map((text, index) => say((index % 2 ? app : other).anonymous, talk, text)))
  expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200))

  const messages = await readMessages(app.anonymous, talk)
  const asked = messages.filter(({ role }) => role === 'visitor').map(wordsOf)
  const answered = messages.filter(({ role }) => role === 'agent').map(wordsOf)
  expect(asked.toSorted()).toEqual(['first', ...texts].toSorted())
  // Each answer knows every message and answer before it: none was begun before the one before had ended.
  expect(answered).toEqual(asked.map((text, index) => `${text} after ${Math.min(20, index === 0 ? 0 : index * 2)}`))
  for (const [index, { body }] of answers.entries()) expect(body.response).toMatch(new RegExp(`^${texts[index]} after`))
})

test('a message that waits can be followed as a stream', async () => {
  const { agentId: slow } = await deployAgent(await app.signUp(), { model: 'test/steered' })
  const { talk, events } = await beginStream(app.anonymous, slow, 'one')
  const first = await steered.nextAsk()
  const second = rest(other.anonymous.stream(`/agents/${slow}/chat`, { message: 'two', conversation_id: talk.conversationId }, talk))
  await waitFor(async () => (await readMessages(app.anonymous, talk)).length === 2)
  first.say('1')
  first.finish()
  expect(shown(await rest(events))).toBe('1')
  const next = await steered.nextAsk()
  expect(next.request.messages.map(({ content }) => content)).toEqual(['one', '1', 'two'])
  next.say('2')
  next.finish()
  expect(shown(await second)).toBe('2')
})

test('a message sent again under its client_message_id is answered once, whichever server it reaches', async () => {
  const talk = await begin()
  const client_message_id = 'client-message-1'
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => say((index % 2 ? app : other).anonymous, talk, 'the same', { client_message_id })),
  )
  answers.push(await say(app.anonymous, talk, 'the same', { client_message_id }))
  expect(new Set(answers.map(({ body }) => body.execution_id)).size).toBe(1)
  expect(new Set(answers.map(({ body }) => body.response)).size).toBe(1)
  expect((await readMessages(app.anonymous, talk)).map(wordsOf)).toEqual(['first', 'first after 0', 'the same', 'the same after 2'])
  const another = await say(app.anonymous, talk, 'the same', { client_message_id: 'client-message-2' })
  expect(another.body.execution_id).not.toBe(answers[0]?.body.execution_id)
})

test('a message sent again while it is answered is followed from its begin', async () => {
  const { agentId: slow } = await deployAgent(await app.signUp(), { model: 'test/steered' })
  const { talk, events } = await beginStream(app.anonymous, slow, 'one')
  const opening = await steered.nextAsk()
  opening.finish()
  await rest(events)
  const body = { message: 'two', conversation_id: talk.conversationId, client_message_id: 'client-message-1' }
  const first = app.anonymous.stream(`/agents/${slow}/chat`, body, talk)
  await first.next()
  const ask = await steered.nextAsk()
  ask.say('half ')
  await first.next()
  const again = [app, other].map(server => rest(server.anonymous.stream(`/agents/${slow}/chat`, body, talk)))
  ask.say('and whole')
  ask.finish()
  for (const events of await Promise.all([...again, rest(first)])) expect(shown(events)).toMatch(/^(half )?and whole$/)
  for (const events of await Promise.all(again)) expect(shown(events)).toBe('half and whole')
})

test('nobody but its visitor can do anything with a conversation', async () => {
  const [mine, theirs] = [await begin(), await begin()]
  const { body: before } = await app.anonymous.get(pathOf(mine), mine)
  const strangers: Record<string, string>[] = [
    {},
    { 'x-visitor-token': '' },
    { 'x-visitor-token': theirs.headers['x-visitor-token'] },
    { 'x-visitor-token': mine.headers['x-visitor-token'].slice(0, -1) },
    { 'x-visitor-token': mine.headers['x-visitor-token'].toLowerCase() },
    { 'x-visitor-token': `${mine.headers['x-visitor-token']},${theirs.headers['x-visitor-token']}` },
    { authorization: `Bearer ${mine.headers['x-visitor-token']}` },
    { cookie: `visitor_token=${mine.headers['x-visitor-token']}` },
  ]
  for (const headers of strangers) {
    for (const server of [app, other]) {
      const statuses = await Promise.all([
        server.anonymous.get(pathOf(mine), { headers }),
        server.anonymous.get(`${pathOf(mine)}/stream`, { headers }),
        server.anonymous.post(`${pathOf(mine)}/cancel`, {}, { headers }),
        server.anonymous.delete(pathOf(mine), { headers }),
        server.anonymous.post(`/agents/${agentId}/chat`, { message: 'mine!', conversation_id: mine.conversationId }, { headers }),
      ]).then(answers => answers.map(({ status }) => status))
      const expected = 'authorization' in headers ? 401 : 404
      expect(statuses, JSON.stringify(headers)).toEqual(statuses.map(() => expected))
    }
  }
  expect((await app.anonymous.get(pathOf(mine), mine)).body).toEqual(before)
})

test('a conversation belongs to its agent, also for its visitor', async () => {
  const talk = await begin()
  const owner = await app.signUp()
  const elsewhere = { ...talk, agentId: (await deployAgent(owner, { model: 'test/echo' })).agentId }
  expect((await say(app.anonymous, elsewhere, 'hello')).status).toBe(404)
  expect((await app.anonymous.get(pathOf(elsewhere), talk)).status).toBe(404)
  // Nor does a company's own credential open what a visitor said, without the visitor's token.
  expect((await createTestClient(app.apiUrl, owner.token).get(pathOf(elsewhere))).status).toBe(404)
})
