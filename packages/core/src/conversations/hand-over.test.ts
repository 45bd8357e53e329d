import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { inviteMember } from '../testing/invite-member.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, pathOf, readMessages, rest, say, type Talk, talkOf, until, wordsOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

const echo = scriptedModel(({ messages }) => saying(`You said ${messages.at(-1)?.content}`))
const steered = steeredModel()
let app: TestApp
let other: TestApp
let owner: TestClient
let agentId: string
let slowId: string

beforeAll(async () => {
  const model = {
    provider: 'test',
    stream: (request: Parameters<typeof echo.stream>[0]) => (request.model === 'steered' ? steered : echo).stream(request),
  }
  app = await createTestApp({ model })
  other = await createTestApp({ model, besides: app })
  owner = await app.signUp()
  agentId = (await deployAgent(owner, { model: 'test/echo' })).agentId
  slowId = (await deployAgent(owner, { model: 'test/steered' })).agentId
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

const begin = async () => talkOf(agentId, (await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'first' })).body)
const at = ({ conversationId }: Talk) => `/conversations/${conversationId}`
const ask = (talk: Talk) => app.anonymous.post(`${pathOf(talk)}/hand-off`, {}, { headers: talk.headers })

test('a visitor asks for a person, gets one, and the agent is silent until it is handed back', async () => {
  const talk = await begin()
  const asked = await ask(talk)
  expect(asked.body).toMatchObject({ handoff: { state: 'waiting', operator_name: null }, message: { role: 'system' } })
  expect(wordsOf(asked.body.message)).toContain('I have asked a person')
  expect((await ask(talk)).body).toEqual(asked.body)

  const held = await say(app.anonymous, talk, 'Are you there?')
  expect(held.body).toMatchObject({ response: '', finish_reason: 'handoff', execution_id: null, handoff: { state: 'waiting' } })
  expect((await owner.get('/conversations?state=waiting')).body.conversations[0]).toMatchObject({
    conversation_id: talk.conversationId,
    handoff_reason: 'request',
    last_message: { role: 'visitor', text: 'Are you there?' },
    message_count: 4,
  })

  const taken = await owner.post(`${at(talk)}/take-over`)
  expect(taken.body.conversation).toMatchObject({ state: 'operator', operator_name: 'John Doe', waiting_since: null })
  expect((await owner.post(`${at(talk)}/take-over`)).status).toBe(200)

  const events = other.anonymous.stream(`${pathOf(talk)}/stream`, undefined, { headers: talk.headers })
  await until(events, ({ part }) => part.type === 'message' && part.message.parts.some(({ type }) => type === 'handoff'))
  const written = await owner.post(`${at(talk)}/messages`, { text: 'Good day', client_message_id: 'message-1' })
  expect(written).toMatchObject({ status: 201, body: { message: { role: 'operator', author_name: 'John Doe' } } })
  expect((await owner.post(`${at(talk)}/messages`, { text: 'Good day', client_message_id: 'message-1' })).body).toEqual(written.body)
  const seen = await until(events, ({ part }) => part.type === 'message' && part.message.role === 'operator')
  expect(seen.at(-1)?.part).toEqual({ type: 'message', message: written.body.message })
  await owner.post(`${at(talk)}/typing`)
  const typing = await until(events, ({ part }) => part.type === 'typing')
  expect(typing.at(-1)?.part).toEqual({ type: 'typing', role: 'operator', name: 'John Doe' })

  await owner.post(`${at(talk)}/notes`, { text: 'A regular' })
  const quiet = app.anonymous.stream(`/agents/${agentId}/chat`, { message: 'Thanks', conversation_id: talk.conversationId }, talk)
  expect((await rest(quiet)).map(({ part }) => part.type)).toEqual(['start', 'handoff', 'finish'])

  expect((await owner.post(`${at(talk)}/hand-back`)).body.conversation).toMatchObject({ state: 'agent', assigned_to: null })
  const last = await rest(events)
  expect(last.at(-1)?.part).toMatchObject({ type: 'message', message: { parts: [{ type: 'handoff', state: 'ended' }] } })
  expect((await say(app.anonymous, talk, 'again')).body).toMatchObject({ response: 'You said again', finish_reason: 'stop' })

  const { body } = await owner.get(at(talk))
  expect(body.notes).toMatchObject([{ text: 'A regular', author_name: 'John Doe' }])
  const history = await readMessages(app.anonymous, talk)
  expect(JSON.stringify(history)).not.toContain('A regular')
  expect(history.map(({ role }) => role).join(' ')).toBe('visitor agent system visitor system operator visitor system visitor agent')
})

test('taken over in mid-answer the agent stops at once, on whichever server it speaks, and what waits behind is left to the person', async () => {
  const { talk, events } = await beginStream(other.anonymous, slowId, 'tell me')
  const first = await steered.nextAsk()
  first.say('Once upon')
  await until(events, ({ part }) => part.type === 'text-delta')
  const behind = say(other.anonymous, talk, 'and then?')
  const rest1 = rest(events)
  await owner.post(`${at(talk)}/take-over`)
  const after = await readMessages(app.anonymous, talk)
  first.say(' a time')
  first.finish()
  expect((await rest1).map(({ part }) => part.type)).toEqual(['text-end', 'handoff', 'finish'])
  expect((await behind).body).toMatchObject({ response: '', finish_reason: 'handoff', handoff: { state: 'with_operator' } })
  expect(await readMessages(app.anonymous, talk)).toEqual(after)
  expect(after.map(({ role }) => role).toSorted()).toEqual(['agent', 'system', 'visitor', 'visitor'])
})

test('of twenty who try at once one gets it', async () => {
  const colleagues = await Promise.all(Array.from({ length: 3 }, () => inviteMember([app, other], owner)))
  for (let round = 0; round < 5; round++) {
    const talk = await begin()
    const tries = [owner, ...colleagues].flatMap(client => Array.from({ length: 5 }, () => client.post(`${at(talk)}/take-over`)))
    const answers = await Promise.all(tries)
    const winners = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.conversation.assigned_to))
    expect(winners.size).toBe(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(15)
    const messages = await readMessages(app.anonymous, talk)
    expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1)
  }
})

test('who does not own it may not write, and an admin may give it on', async () => {
  const { body: me } = await owner.get('/auth/me')
  const colleague = await inviteMember([app, other], owner)
  const talk = await begin()
  expect((await colleague.post(`${at(talk)}/messages`, { text: 'Hello' })).body.code).toBe('CONFLICT')
  await colleague.post(`${at(talk)}/take-over`)
  expect((await owner.post(`${at(talk)}/messages`, { text: 'Hello' })).body).toMatchObject({ code: 'CONFLICT' })
  const assigned = await owner.post(`${at(talk)}/assign`, { user_id: me.user.id })
  expect(assigned.body.conversation).toMatchObject({ assigned_to: me.user.id, operator_name: 'John Doe' })
  expect((await colleague.post(`${at(talk)}/hand-back`)).status).toBe(409)
  expect((await owner.post(`${at(talk)}/assign`, { user_id: null })).body.conversation.state).toBe('waiting')
  expect((await owner.post(`${at(talk)}/assign`, { user_id: 'user_unknown' })).status).toBe(400)
  expect((await owner.post(`${at(talk)}/close`)).body.conversation.state).toBe('closed')
  expect((await say(app.anonymous, talk, 'reopened')).body.response).toBe('You said reopened')
  expect((await owner.get(`/conversations?q=reopened&state=agent`)).body.conversations).toMatchObject([
    { conversation_id: talk.conversationId },
  ])
})

test('a banned visitor writes no more, nor from their network where that is wanted', async () => {
  const talk = await begin()
  expect((await owner.post(`${at(talk)}/ban`, { reason: 'Insults' })).body.conversation.banned).toBe(true)
  expect((await say(app.anonymous, talk, 'me again')).body.code).toBe('FORBIDDEN')
  await begin()
  await owner.post(`${at(talk)}/ban`, { network: true, days: 1 })
  expect((await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'new' })).body.code).toBe('FORBIDDEN')
  expect((await owner.delete(`${at(talk)}/ban`)).body.conversation.banned).toBe(false)
  expect((await say(app.anonymous, talk, 'me again')).body.response).toBe('You said me again')
  await begin()
})

test('an operator sends a file, and reads what the visitor sent', async () => {
  const talk = await begin()
  await owner.post(`${at(talk)}/take-over`)
  const upload = async (token: string | null) => {
    const form = new FormData()
    form.set('file', new Blob(['label']), 'label.txt')
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const response = await fetch(`${app.apiUrl}/agents/${agentId}/files`, { method: 'POST', body: form, headers })
    return (await response.json()) as { file: { file_id: string } }
  }
  const { file } = await upload(owner.token)
  const written = await owner.post(`${at(talk)}/messages`, { text: 'Your label', file_ids: [file.file_id] })
  expect(written.body.message.parts).toMatchObject([{ type: 'text' }, { type: 'file', file_id: file.file_id, name: 'label.txt' }])
  expect((await owner.post(`${at(talk)}/messages`, { text: 'Again', file_ids: [file.file_id] })).status).toBe(400)
  const theirs = await upload(null)
  await say(app.anonymous, talk, 'See here', { file_ids: [theirs.file.file_id] })
  const { body } = await owner.get(at(talk))
  expect(body.messages.at(-1).parts.at(-1)).toMatchObject({ type: 'file', file_id: theirs.file.file_id })
  expect((await owner.get(`/conversations?conversation_id=${talk.conversationId}`)).body.total).toBe(1)
})

test('conversations are exported as JSON, CSV and text', async () => {
  const stranger = await app.signUp()
  const fetched = async (format: string, token: string | null) => {
    const response = await fetch(`${app.apiUrl}/conversations/export?format=${format}`, { headers: { authorization: `Bearer ${token}` } })
    return { type: response.headers.get('content-type') ?? '', text: await response.text() }
  }
  const json = await fetched('json', owner.token)
  expect(JSON.parse(json.text).length).toBe((await owner.get('/conversations')).body.total)
  expect((await fetched('csv', owner.token)).type).toContain('text/csv')
  expect((await fetched('text', owner.token)).text).toContain('You said first')
  expect(await fetched('json', stranger.token)).toMatchObject({ text: '[]\n' })
})
