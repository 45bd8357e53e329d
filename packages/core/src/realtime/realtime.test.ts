import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { inviteMember } from '../testing/invite-member.ts'
import { connectOperator } from '../testing/operator-client.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, pathOf, rest, say, type Talk, until } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

const steered = steeredModel()
let app: TestApp
let other: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model: steered })
  other = await createTestApp({ model: steered, besides: app })
  owner = await app.signUp()
  agentId = (await deployAgent(owner, { model: 'test/steered' })).agentId
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

async function begin(text = 'first'): Promise<Talk> {
  const { talk, events } = await beginStream(app.anonymous, agentId, text)
  const ask = await steered.nextAsk()
  ask.say('hello')
  ask.finish()
  await rest(events)
  return talk
}

test('an operator at one server sees a visitor at another, answer and all, takes over, writes, and hands back', async () => {
  const operator = await connectOperator(other.apiUrl, owner.token)
  const talk = await begin()
  const { conversationId: conversation_id } = talk
  await operator.next('conversation', ({ conversation }) => conversation.conversation_id === conversation_id)
  const seen = await operator.ask('watch', { conversation_id })
  expect(seen).toMatchObject({ ok: true, conversation: { state: 'agent' }, messages: [{ role: 'visitor' }, { role: 'agent' }], parts: [] })

  const second = say(app.anonymous, talk, 'second')
  const ask = await steered.nextAsk()
  await operator.next('message', ({ message }) => message.role === 'visitor')
  ask.say('piece by ')
  const delta = await operator.next('part', ({ part }) => part.type === 'text-delta')
  expect(delta).toMatchObject({ conversation_id, part: { type: 'text-delta', text: 'piece by' } })
  ask.say('piece')
  ask.finish()
  await second
  const answered = await operator.next('message', ({ message }) => message.role === 'agent')
  expect(answered.message.parts).toEqual([{ type: 'text', text: 'piece by piece' }])

  expect(await operator.ask('takeOver', { conversation_id })).toMatchObject({ ok: true, conversation: { state: 'operator' } })
  const events = app.anonymous.stream(`${pathOf(talk)}/stream`, undefined, talk)
  await until(events, ({ part }) => part.type === 'presence' && part.online)
  await operator.next('conversation', ({ conversation }) => conversation.state === 'operator')
  expect(await operator.ask('typing', { conversation_id })).toEqual({ ok: true })
  await until(events, ({ part }) => part.type === 'typing')
  const reply = await operator.ask('reply', { conversation_id, text: 'A person here' })
  expect(reply).toMatchObject({ ok: true, message: { role: 'operator', author_name: 'John Doe' } })
  await until(events, ({ part }) => part.type === 'message' && part.message.message_id === reply.message.message_id)
  await app.anonymous.post(`${pathOf(talk)}/typing`, {}, talk)
  expect(await operator.next('typing')).toEqual({ conversation_id, role: 'visitor', name: null })

  const colleague = await connectOperator(app.apiUrl, (await inviteMember([app, other], owner)).token)
  expect(await colleague.ask('reply', { conversation_id, text: 'Me too' })).toMatchObject({ ok: false, code: 'CONFLICT' })
  const since = new Date().toISOString()
  operator.close()
  await until(events, ({ part }) => part.type === 'presence' && !part.online)
  const back = await connectOperator(app.apiUrl, owner.token, { since })
  await back.next('conversation', ({ conversation }) => conversation.conversation_id === conversation_id)
  await until(events, ({ part }) => part.type === 'presence' && part.online)
  expect(await back.ask('handBack', { conversation_id })).toMatchObject({ ok: true, conversation: { state: 'agent' } })
  expect((await rest(events)).at(-1)?.part).toMatchObject({ message: { parts: [{ type: 'handoff', state: 'ended' }] } })
  back.close()
  colleague.close()
})

test('only members come in, from pages of the console alone, and see their company alone', async () => {
  const refused = async (token: string | null, headers = {}) => connectOperator(app.apiUrl, token, { headers }).then(() => null, String)
  expect(await refused(null)).toContain('access token')
  expect(await refused('nonsense')).toContain('not valid')
  expect(await refused((await inviteMember([app, other], owner, 'viewer')).token)).toContain('member')
  const key = await owner.post('/account/api-keys', { name: 'Key', permissions: ['write'] })
  expect(await refused(key.body.api_key.key)).toContain('API key')
  expect(await refused(owner.token, { origin: 'https://attacker.example' })).not.toBeNull()
  const fromConsole = await connectOperator(app.apiUrl, owner.token, { headers: { origin: 'http://console.test' } })
  fromConsole.close()

  const stranger = await connectOperator(app.apiUrl, (await app.signUp()).token)
  const { conversationId: conversation_id } = await begin()
  for (const command of ['watch', 'get', 'takeOver', 'typing', 'close', 'handBack', 'unban'])
    expect(await stranger.ask(command, { conversation_id })).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  expect(await stranger.ask('reply', { conversation_id, text: '' })).toMatchObject({ ok: false, code: 'INVALID_REQUEST' })
  for (const command of ['nonsense', '__proto__', 'constructor', 'export'])
    expect(await stranger.ask(command, { conversation_id })).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  expect(await stranger.ask('list')).toMatchObject({ ok: true, conversations: [] })
  stranger.close()
})

test('whose login ends, or whose role is taken, is out at once', async () => {
  const member = await inviteMember([app, other], owner)
  const demoted = await connectOperator(other.apiUrl, member.token)
  const { body: me } = await owner.get('/auth/me')
  await owner.put(`/companies/${me.user.company_id}/users/${member.userId}`, { role: 'viewer' })
  await demoted.closed
  await owner.put(`/companies/${me.user.company_id}/users/${member.userId}`, { role: 'member' })
  const removed = await connectOperator(other.apiUrl, member.token)
  await owner.delete(`/companies/${me.user.company_id}/users/${member.userId}`)
  await removed.closed
})

test('a socket that asks too often is told to slow down, and one that sends too much is cut', async () => {
  const operator = await connectOperator(app.apiUrl, owner.token)
  const answers = await Promise.all(Array.from({ length: 300 }, () => operator.ask('unwatch', { conversation_id: 'conv_none' })))
  expect(answers.filter(({ code }) => code === 'RATE_LIMIT_EXCEEDED').length).toBeGreaterThan(100)
  void operator.ask('reply', { text: 'x'.repeat(100_000) }).catch(() => {})
  await operator.closed
})

test('a change of a deployment is told', async () => {
  const operator = await connectOperator(app.apiUrl, owner.token)
  const { agentId: another, deploymentId } = await deployAgent(owner)
  // Before the change, what the beginning of the agent and of the deployment told has come.
  await operator.next('deployments', ({ agent_id, deployments }) => agent_id === another && deployments[0]?.status === 'active')
  expect(await owner.put(`/deployments/${deploymentId}`, { status: 'paused' })).toMatchObject({ status: 200 })
  const told = await operator.next(
    'deployments',
    ({ agent_id, deployments }) => agent_id === another && deployments[0]?.status === 'paused',
  )
  expect(told.deployments).toMatchObject([{ deployment_id: deploymentId, platform: 'web', status: 'paused' }])
  operator.close()
})
