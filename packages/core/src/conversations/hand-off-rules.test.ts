import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOpen } from '../companies/business-hours.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { readMessages, say, talkOf, wordsOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

const model = scriptedModel(({ messages }) => {
  const last = messages.at(-1)
  if (last?.role === 'tool') return saying('I pass you on.')
  if (last?.content.includes('refund'))
    return [
      { type: 'tool-call', id: 'call_1', name: 'hand_off', arguments: '{"reason":"Wants a refund"}' },
      { type: 'finish', reason: 'stop', usage: null },
    ]
  return saying(last?.content.includes('secret') ? '[0] I do not know that.' : 'Of course.')
})
// A Wednesday, 16:55 in Berlin.
let clock = Date.parse('2026-11-25T15:55:00Z')
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model, now: () => clock })
  owner = await app.signUp()
  const handoff = { enabled: true, after_unknown: 2, keywords: ['lawyer', 'c++ help'] }
  agentId = (await deployAgent(owner, { model: 'test/words', config: { handoff, tools: ['hand_off'] } })).agentId
})
afterAll(() => app.stop())

const begin = (message: string, headers: Record<string, string> = {}, agent = agentId) =>
  app.anonymous.post(`/agents/${agent}/chat`, { message }, { headers })

test('words that call for a person are answered without the model', async () => {
  const asked = model.requests.length
  for (const message of ['I will ask my LAWYER!', 'I want to talk to a human', 'give me C++ help']) {
    const { body } = await begin(message)
    expect(body, message).toMatchObject({ finish_reason: 'handoff', handoff: { state: 'waiting' } })
    expect(body.response).toBe('I have asked a person to take over. Somebody will write to you here.')
  }
  expect(model.requests).toHaveLength(asked)
  expect((await begin('Are there lawyers among your customers?')).body.response).toBe('Of course.')
})

test('the visitor is told in the language of the agent, else of their app, else of what they write', async () => {
  const polish = { 'accept-language': 'pl-PL,pl;q=0.9' }
  const { body } = await begin('lawyer', polish)
  expect(body.response).toBe('Przekazuję rozmowę człowiekowi. Ktoś napisze tu do Ciebie.')
  expect((await begin('Das ist ein Fall für meinen lawyer')).body.response).toMatch(/^Ich habe einen Menschen gebeten/)
  expect((await begin('Das ist ein Fall für meinen lawyer', polish)).body.response).toMatch(/^Przekazuję/)
  const settings = { config: { language: 'it', handoff: { enabled: true, keywords: ['lawyer'] } } }
  const { agentId: italian } = await deployAgent(owner, settings)
  expect((await begin('lawyer', polish, italian)).body.response).toMatch(/^Ho chiesto a una persona/)
})

test('who asks for a person by the button is told in the language of their last message', async () => {
  const begun = await begin('Hello', { 'accept-language': 'pl' })
  const talk = talkOf(agentId, begun.body)
  const more = { message: 'Hello again', conversation_id: talk.conversationId }
  await app.anonymous.post(`/agents/${agentId}/chat`, more, { headers: { ...talk.headers, 'accept-language': 'sv' } })
  const path = `/agents/${agentId}/conversations/${talk.conversationId}/hand-off`
  const { body } = await app.anonymous.post(path, {}, { headers: talk.headers })
  expect(wordsOf(body.message)).toMatch(/^Jag har bett en människa/)
})

test('two answers in a row that know nothing are enough, and one that does begins the count anew', async () => {
  const { body } = await begin('secret one')
  const talk = talkOf(agentId, body)
  await say(app.anonymous, talk, 'something else')
  expect((await say(app.anonymous, talk, 'secret two')).body.handoff).toBeNull()
  const last = await say(app.anonymous, talk, 'secret three')
  expect(last.body).toMatchObject({ finish_reason: 'handoff', declined: true, handoff: { state: 'waiting' } })
  expect(last.body.response).toMatch(/^ ?I do not know that\.\n\nI have asked a person/)
  const { body: read } = await owner.get(`/conversations/${talk.conversationId}`)
  expect(read.conversation).toMatchObject({ state: 'waiting', handoff_reason: 'unknown' })
})

test('the agent’s own tool asks for a person, and leaves them a note', async () => {
  const { body } = await begin('I want a person for my refund')
  expect(body.handoff ?? body).toMatchObject({ state: 'waiting' })
  const second = await begin('about a refund: please connect me')
  const talk = talkOf(agentId, second.body)
  const { body: read } = await owner.get(`/conversations/${talk.conversationId}`)
  if (read.conversation.state === 'waiting' && read.conversation.handoff_reason === 'agent')
    expect(read.notes).toMatchObject([{ author_name: 'Agent', text: 'Wants a refund' }])
  expect(['agent', 'waiting']).toContain(read.conversation.state)
})

test('outside of business hours nobody is promised', async () => {
  const { body: me } = await owner.get('/auth/me')
  const hours = { monday: [], tuesday: [], wednesday: [{ from: '09:00', to: '17:00' }], thursday: [{ from: '09:00', to: '17:00' }] }
  await owner.post(`/companies/${me.user.company_id}/outlets`, { name: 'Main Store', time_zone: 'Europe/Berlin', hours })
  expect((await begin('lawyer')).body.response).toContain('Somebody will write to you here')
  clock = Date.parse('2026-11-25T16:05:00Z')
  const late = await begin('lawyer')
  expect(late.body.response).toBe(
    'I have asked a person to take over. Nobody is there at this hour; your messages are kept and will be answered here. ' +
      'Opening hours: Wed–Thu 09:00–17:00.',
  )
  const talk = talkOf(agentId, late.body)
  const messages = await readMessages(app.anonymous, talk)
  expect(messages.map(message => [message.role, wordsOf(message)])).toEqual([
    ['visitor', 'lawyer'],
    ['agent', late.body.response],
  ])
  expect(messages[1]?.parts.at(-1)).toEqual({ type: 'handoff', state: 'waiting', operator_name: null })
  const german = await owner.put(`/agents/${agentId}`, { config: { language: 'de', handoff: { message: null } } })
  expect(german.body).toMatchObject({ agent: { configuration: { language: 'de' } } })
  expect((await begin('lawyer')).body.response).toContain('Zu dieser Zeit ist niemand da')
  await owner.put(`/agents/${agentId}`, { config: { handoff: { message: 'We call you back.' } } })
  expect((await begin('lawyer')).body.response).toBe('We call you back.')
})

test.each([
  ['2026-11-25T08:59:00Z', 'Europe/Berlin', true],
  ['2026-11-25T07:59:00Z', 'Europe/Berlin', false],
  ['2026-11-25T08:00:00Z', 'Europe/Berlin', true],
  ['2026-11-25T16:00:00Z', 'Europe/Berlin', false],
  ['2026-11-26T03:00:00Z', 'America/Los_Angeles', true],
  ['2026-11-26T23:30:00Z', 'UTC', false],
])('at %s a shop in %s that opens on Wednesdays is open: %s', (time, time_zone, open) => {
  const wednesday = time_zone === 'America/Los_Angeles' ? [{ from: '18:00', to: '24:00' }] : [{ from: '09:00', to: '17:00' }]
  expect(isOpen({ hours: { wednesday }, time_zone }, Date.parse(time))).toBe(open)
})
