import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, pathOf, readMessages, rest, say, shown, type Talk, until, wordsOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const model = steeredModel()
let app: TestApp
let other: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  other = await createTestApp({ model, besides: app })
  owner = await app.signUp()
  agentId = (await deployAgent(owner, { model: 'test/steered' })).agentId
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

/** A conversation whose answer has begun with these words. */
async function talking(words: string) {
  const { talk, events } = await beginStream(app.anonymous, agentId, 'hello')
  const ask = await model.nextAsk()
  ask.say(words)
  await until(events, ({ part }) => part.type === 'text-delta')
  return { talk, events, ask }
}

const servers = (): [string, TestApp][] => [
  ['the server that writes it', app],
  ['another server', other],
]
const statuses = async () =>
  (await owner.get(`/agents/${agentId}/executions`)).body.executions.map(({ status }: { status: string }) => status)

describe('stopping an answer', () => {
  test.each([0, 1])('keeps what was said, on server %i', async which => {
    const [, server] = servers()[which] as [string, TestApp]
    const { talk, events, ask } = await talking('As far as')
    const stopped = await server.anonymous.post(`${pathOf(talk)}/cancel`, {}, talk)
    expect(stopped.body.message).toBe('The answer was stopped')
    const seen = await rest(events)
    expect(seen.at(-1)?.part).toMatchObject({ type: 'finish', reason: 'cancelled' })
    expect(ask.request.signal.aborted).toBe(true)
    ask.say(' never heard')
    const messages = await readMessages(app.anonymous, talk)
    expect(messages.map(wordsOf)).toEqual(['hello', 'As far as'])
    expect((await statuses())[0]).toBe('cancelled')
    const again = await server.anonymous.post(`${pathOf(talk)}/cancel`, {}, talk)
    expect(again.body).toEqual({ success: true, message: 'No answer was being written' })
  })

  test('is told to who waits for the whole answer, and the next message is answered', async () => {
    const { talk, ask } = await talking('One')
    ask.finish()
    const second = say(app.anonymous, talk, 'two')
    const secondAsk = await model.nextAsk()
    secondAsk.say('Two')
    const third = say(other.anonymous, talk, 'three')
    await waitFor(async () => (await readMessages(app.anonymous, talk)).length === 4)
    await other.anonymous.post(`${pathOf(talk)}/cancel`, {}, talk)
    const { status, body } = await second
    expect([status, body.finish_reason, body.response]).toEqual([200, 'cancelled', 'Two'])
    const thirdAsk = await model.nextAsk()
    thirdAsk.say('Three')
    thirdAsk.finish()
    expect((await third).body.response).toBe('Three')
  })

  test('that has not begun leaves an empty answer', async () => {
    const { talk, events } = await beginStream(app.anonymous, agentId, 'hello')
    await model.nextAsk()
    await app.anonymous.post(`${pathOf(talk)}/cancel`, {}, talk)
    expect((await rest(events)).map(({ part }) => part.type)).toEqual(['finish'])
    expect((await readMessages(app.anonymous, talk)).map(({ parts }) => parts.length)).toEqual([1, 0])
  })
})

describe('deleting a conversation', () => {
  const erase = (server: TestApp, talk: Talk) => server.anonymous.delete(pathOf(talk), talk)

  test.each([0, 1])('while it is answered leaves nothing of it, on server %i', async which => {
    const [, server] = servers()[which] as [string, TestApp]
    await waitFor(async () => !(await statuses()).includes('running'))
    const before = await databaseContents(app.databaseUrl)
    const { talk, events, ask } = await talking('Between us')
    const waiting = say(server.anonymous, talk, 'and this')
    await waitFor(async () => (await readMessages(app.anonymous, talk)).length === 2)
    expect((await erase(server, talk)).status).toBe(200)
    await rest(events)
    expect(ask.request.signal.aborted).toBe(true)
    expect((await waiting).status).toBe(404)
    expect((await app.anonymous.get(pathOf(talk), talk)).status).toBe(404)
    expect((await erase(app, talk)).status).toBe(404)
    await waitFor(async () => JSON.stringify(await databaseContents(app.databaseUrl)) === JSON.stringify(before))
    expect(shown(await rest(app.anonymous.stream(`${pathOf(talk)}/stream`, undefined, talk)).catch(() => []))).toBe('')
  })
})
