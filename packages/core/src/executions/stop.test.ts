import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, readMessages, rest, say, shown, until, wordsOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { sweepTurns } from './sweep-turns.ts'

const model = steeredModel()
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  agentId = (await deployAgent(owner, { model: 'test/steered' })).agentId
})
afterAll(() => app.stop())

const leases = async () => (await app.core.services.pool.selectFrom('turn_leases').selectAll().execute()).length
const statuses = async () => {
  const { body } = await owner.get(`/agents/${agentId}/executions`)
  return body.executions.map(({ status }: { status: string }) => status).toReversed()
}

test('a server that is asked to stop lets the answer under way come to its end', async () => {
  const leaving = await createTestApp({ model, besides: app })
  const { talk, events } = await beginStream(leaving.anonymous, agentId, 'hello')
  const ask = await model.nextAsk()
  const stopped = leaving.core.services.runner.stop(60_000)
  ask.say('To the end.')
  ask.finish()
  await stopped
  expect((await rest(events)).at(-1)?.part).toMatchObject({ type: 'finish', reason: 'stop' })
  expect((await readMessages(app.anonymous, talk)).map(wordsOf)).toEqual(['hello', 'To the end.'])
  await leaving.stop()
})

test('what it cannot end is stored as interrupted, and what waits behind it is answered by another', async () => {
  const before = await statuses()
  const leaving = await createTestApp({ model, besides: app })
  const { talk, events } = await beginStream(leaving.anonymous, agentId, 'one')
  const first = await model.nextAsk()
  first.say('As far as')
  await until(events, ({ part }) => part.type === 'text-delta')
  // Whoever sent these may have left; they are stored, so they are answered.
  const waiting = [say(leaving.anonymous, talk, 'two'), say(leaving.anonymous, talk, 'three')].map(answer => answer.catch(() => null))
  await waitFor(async () => (await readMessages(app.anonymous, talk)).length === 3)
  await leaving.stop()
  await Promise.all(waiting)
  expect(first.request.signal.aborted).toBe(true)
  expect((await statuses()).slice(before.length)).toEqual(['interrupted', 'queued', 'queued'])
  const resumed = await rest(
    app.anonymous.stream(`/agents/${agentId}/conversations/${talk.conversationId}/stream`, undefined, {
      headers: {
        ...talk.headers,
        'last-event-id': `${(await owner.get(`/agents/${agentId}/executions?limit=3`)).body.executions[2].execution_id}.2`,
      },
    }),
  )
  expect(shown(resumed)).toBe('As far as')
  expect(resumed.at(-1)?.part).toMatchObject({ type: 'finish', reason: 'interrupted' })

  await Promise.all([sweepTurns(app.core.services), sweepTurns(app.core.services)])
  for (const answer of ['Two', 'Three']) {
    const ask = await model.nextAsk()
    ask.say(answer)
    ask.finish()
  }
  await waitFor(async () => (await leases()) === 0)
  const messages = await readMessages(app.anonymous, talk)
  const texts = messages.map(message => `${message.role} ${wordsOf(message)}`)
  expect(texts.toSorted()).toEqual(
    ['visitor one', 'visitor two', 'visitor three', 'agent As far as', 'agent Two', 'agent Three'].toSorted(),
  )
  expect(messages.find(message => wordsOf(message) === 'As far as')?.parts.at(-1)).toMatchObject({ type: 'error', code: 'INTERRUPTED' })
  expect((await statuses()).slice(before.length)).toEqual(['interrupted', 'completed', 'completed'])
})
