import { createTelegramAdapter } from '@craveva/adapter-telegram/adapter'
import { type FakeBotApi, startFakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { saying, scriptedModel } from '@craveva/core/testing/scripted-model'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHosts } from './start-hosts.ts'
import { toPlatform } from './to-platform.ts'

let app: TestApp
let fake: FakeBotApi
let owner: TestClient
let deploymentId: string
let hosts: Awaited<ReturnType<typeof startHosts>>

/** Says what it was asked, so that each answer tells which messages it answers. */
const echo = scriptedModel(({ messages }) => saying(`You said: ${messages.at(-1)?.content}`))

beforeAll(async () => {
  fake = await startFakeBotApi()
  const adapter = createTelegramAdapter({ apiRoot: fake.url })
  app = await createTestApp({ model: echo, platforms: [toPlatform(adapter)] })
  owner = await app.signUp()
  const agent = await owner.post('/agents', {
    name: 'Helper',
    type: 'customer_support',
    model: 'test/echo',
    config: { greeting: 'Welcome!' },
  })
  hosts = await startHosts(app.core.services, { adapters: [adapter], url: app.apiUrl, serverId: 'srv_test' })
  const config = { bot_token: fake.bots[0]?.token, streaming: 'off', merge_ms: 150 }
  const deployed = await owner.post('/deployments/messaging', { agent_id: agent.body.agent.agent_id, platform: 'telegram', config })
  deploymentId = deployed.body.deployment.deployment_id
})
afterAll(async () => {
  await hosts.stop()
  await fake.stop()
  await app.stop()
})

const read = async () => (await owner.get(`/deployments/${deploymentId}`)).body.deployment
const said = (chatId: number) => fake.messages.filter(message => message.chatId === chatId).map(({ text }) => text)

test('a token is tried at once, and the deployment tells whose bot it is', async () => {
  await waitFor(async () => (await read()).status === 'active')
  expect((await read()).health).toMatchObject({ facts: { username: '@shop1_bot', receives: 'polling' }, sign_in: null })
})

test('a greeting answers /start, and an answer a message', async () => {
  fake.push(fake.textUpdate(1, '/start ref_17'))
  await waitFor(() => said(1).length === 1)
  expect(said(1)[0]).toContain('Welcome!')
  fake.push(fake.textUpdate(1, 'Where is my order?'))
  await waitFor(() => said(1).length === 2)
  expect(said(1)[1]).toBe('You said: Where is my order?')
})

test('messages in a burst are answered once, each chat in its order, whatever comes twice', async () => {
  const updates = [1, 2, 3].flatMap(round => [11, 12, 13].map(chat => fake.textUpdate(chat, `round ${round}`)))
  for (const update of [...updates, ...updates]) fake.push(update)
  await waitFor(() => [11, 12, 13].every(chat => said(chat).join('\n').includes('round 3')))
  for (const chat of [11, 12, 13])
    expect(
      said(chat)
        .join('\n')
        .match(/round \d/g),
    ).toEqual(['round 1', 'round 2', 'round 3'])
})

test('a long answer is split, and comes in full', async () => {
  const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
  fake.push(fake.textUpdate(21, words.slice(0, 4000)))
  fake.push(fake.textUpdate(21, words.slice(4000)))
  await waitFor(() => said(21).join(' ').includes('word899'))
  for (const text of said(21)) expect(text.length).toBeLessThanOrEqual(4096)
  expect(said(21).length).toBeGreaterThan(1)
})

test('what somebody banned writes is seen by the merchant, and not answered, also after they began anew', async () => {
  fake.push(fake.textUpdate(41, 'You are stupid'))
  await waitFor(() => said(41).length === 1)
  const { conversations } = (await owner.get('/conversations?limit=100')).body
  const { conversation_id: id } = conversations.find((one: { last_message: { text: string } }) => one.last_message.text.includes('stupid'))
  const words = async () => JSON.stringify((await owner.get(`/conversations/${id}`)).body.messages)
  await owner.post(`/conversations/${id}/ban`, { reason: 'Insults' })
  fake.push(fake.textUpdate(41, 'And again'))
  await waitFor(async () => (await words()).includes('And again'))
  fake.push(fake.textUpdate(41, '/reset'))
  await waitFor(() => said(41).length === 2)
  fake.push(fake.textUpdate(41, 'I am somebody else'))
  await waitFor(async () => (await words()).includes('I am somebody else'))
  expect(said(41)).toHaveLength(2)
})

test('a visitor who blocks the bot gets nothing, and a token that is revoked is told', async () => {
  fake.blockedChats.add(31)
  fake.push(fake.textUpdate(31, 'Hello'))
  fake.push(fake.textUpdate(32, 'Hello'))
  await waitFor(() => said(32).length === 1)
  expect(said(31)).toEqual([])
  fake.revoked.add(fake.bots[0]?.token ?? '')
  fake.push(fake.textUpdate(33, 'Hello'))
  await waitFor(async () => ['error', 'disconnected'].includes((await read()).status))
})
