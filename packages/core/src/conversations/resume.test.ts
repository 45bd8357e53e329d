import { setTimeout as pause } from 'node:timers/promises'
import { execute } from '@craveva/testing/execute'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { type Script, scriptedModel } from '../testing/scripted-model.ts'
import { steeredModel } from '../testing/steered-model.ts'
import { beginStream, pathOf, readMessages, rest, shown, type Talk, until, wordsOf } from '../testing/talk.ts'
import type { TestEvent } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const scripts = new Map<string, Script>()
const scripted = scriptedModel(({ messages }) => scripts.get(messages.at(-1)?.content ?? '') ?? [])
const steered = steeredModel()
let app: TestApp
let other: TestApp
let steeredAgent: string
let scriptedAgent: string

beforeAll(async () => {
  const stream: typeof scripted.stream = request => (request.model === 'steered' ? steered : scripted).stream(request)
  const model = { provider: 'test', stream }
  app = await createTestApp({ model })
  other = await createTestApp({ model, besides: app })
  const owner = await app.signUp()
  steeredAgent = (await deployAgent(owner, { model: 'test/steered' })).agentId
  scriptedAgent = (await deployAgent(owner, { model: 'test/scripted' })).agentId
})
afterAll(async () => {
  await other.stop()
  await app.stop()
})

const resume = (server: TestApp, talk: Talk, lastEventId: string | null, signal?: AbortSignal) =>
  server.anonymous.stream(`${pathOf(talk)}/stream`, undefined, {
    headers: { ...talk.headers, ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) },
    ...(signal ? { signal } : {}),
  })

const answerOf = async (talk: Talk) => wordsOf((await readMessages(app.anonymous, talk)).at(-1) ?? { parts: [] })

test('a turn under way is resumed from every place, on its own server and on another', async () => {
  const { talk, first, events } = await beginStream(app.anonymous, steeredAgent, 'hello')
  const ask = await steered.nextAsk()
  for (const word of ['one', ' two', ' three', ' four']) ask.say(word)
  const seen = [first, ...(await until(events, ({ part }) => part.type === 'text-delta' && part.text === ' four'))]
  expect(seen.map(({ id }) => id?.split('.')[1])).toEqual(['0', '1', '2', '3', '4', '5'])

  const open = async (server: TestApp, before: TestEvent[], place: string | null) => {
    const stream = resume(server, talk, place)
    expect((await stream.next()).value.part.type).toBe('start')
    return { before, after: rest(stream) }
  }
  const beyond = `${first.id?.split('.')[0]}.9999`
  const readers = await Promise.all(
    [app, other].flatMap(server => [
      ...seen.map(({ id }, index) => open(server, seen.slice(0, index + 1), id)),
      open(server, [], null),
      open(server, [], beyond),
    ]),
  )
  for (const word of [' five', ' six']) ask.say(word)
  ask.finish()

  const whole = 'one two three four five six'
  expect(shown([...seen, ...(await rest(events))])).toBe(whole)
  for (const { before, after } of readers) {
    const resumed = await after
    expect(resumed.at(-1)?.part).toMatchObject({ type: 'finish', reason: 'stop' })
    expect(shown([...before, ...resumed])).toBe(whole)
  }
  expect(await answerOf(talk)).toBe(whole)
})

test('a turn that has ended is told whole from every place, on every server', async () => {
  scripts.set('ended', [
    { type: 'text', text: 'All ' },
    { type: 'text', text: 'is said.' },
    { type: 'finish', reason: 'stop', usage: null },
  ])
  const { talk, first, events } = await beginStream(app.anonymous, scriptedAgent, 'ended')
  const seen = [first, ...(await rest(events))]
  for (const { id } of seen) {
    for (const server of [app, other]) {
      const resumed = await rest(resume(server, talk, id))
      expect(resumed.map(({ part }) => part.type)).toEqual(['start', 'message', 'finish'])
      expect(shown([...seen, ...resumed])).toBe('All is said.')
    }
  }
  // Nothing is under way: a reader without a place has nothing to wait for.
  expect(await rest(resume(other, talk, null))).toEqual([])
})

test('a place in another conversation, or none at all, opens nothing', async () => {
  scripts.set('mine', [{ type: 'finish', reason: 'stop', usage: null }])
  const [mine, theirs] = await Promise.all(
    ['mine', 'mine'].map(async text => {
      const begun = await beginStream(app.anonymous, scriptedAgent, text)
      return { ...begun, seen: await rest(begun.events) }
    }),
  )
  const places = [theirs?.first.id ?? '', `exec_${'0'.repeat(26)}.0`, 'nonsense', '', '0', "exec_1.1' or true", `${mine?.first.id}e9`]
  for (const place of places) expect(mine && (await rest(resume(app, mine.talk, place)))).toEqual([])
})

test('an answer is finished and stored although everybody has left', async () => {
  const leaving = new AbortController()
  const { talk, events } = await beginStream(app.anonymous, steeredAgent, 'hello', { signal: leaving.signal })
  const ask = await steered.nextAsk()
  ask.say('Half')
  await until(events, ({ part }) => part.type === 'text-delta')
  leaving.abort()
  await expect(rest(events)).rejects.toThrow()
  ask.say(' and whole.')
  ask.finish()
  await waitFor(async () => (await answerOf(talk)) === 'Half and whole.')
  const left = new AbortController()
  const whole = app.anonymous.post(`/agents/${steeredAgent}/chat`, { message: 'hello' }, { signal: left.signal })
  const unread = await steered.nextAsk()
  left.abort()
  await expect(whole).rejects.toThrow()
  expect(unread.request.signal.aborted).toBe(false)
  unread.finish()
})

test('parts that could not be kept for other servers at first are kept later, and none is missing', async () => {
  const { talk, first } = await beginStream(app.anonymous, steeredAgent, 'hello')
  const ask = await steered.nextAsk()
  const reader = resume(other, talk, first.id)
  await execute(app.databaseUrl, 'alter table live_batches add constraint closed check (false) not valid')
  ask.say('one')
  ask.say(' two')
  await pause(600)
  await execute(app.databaseUrl, 'alter table live_batches drop constraint closed')
  ask.say(' three')
  const seen = await until(reader, ({ part }) => part.type === 'text-delta' && part.text === ' three')
  expect(shown(seen)).toBe('one two three')
  ask.finish()
  await rest(reader)
})

/** How somebody reads one answer: its pieces with the pauses before them, then after how many events they leave, and where they come back. */
const reading = fc.record({
  pieces: fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), fc.constantFrom(0, 0, 0, 5, 60)), {
    minLength: 1,
    maxLength: 40,
  }),
  visits: fc.array(fc.record({ events: fc.nat(12), elsewhere: fc.boolean() }), { maxLength: 5 }),
})
type Reading = typeof reading extends fc.Arbitrary<infer T> ? T : never

async function read({ pieces, visits }: Reading, name: string) {
  scripts.set(name, [
    ...pieces.flatMap(([text, ms]): Script => [ms, { type: 'text', text }]),
    { type: 'finish', reason: 'stop', usage: null },
  ])
  const leaving = new AbortController()
  const { talk, first, events } = await beginStream(app.anonymous, scriptedAgent, name, { signal: leaving.signal })
  const seen: TestEvent[] = [first]
  let stream = events
  for (const { events: count, elsewhere } of visits) {
    for (let left = count; left > 0; left--) {
      const { value } = await stream.next()
      if (value) seen.push(value)
    }
    await stream.return(undefined)
    stream = resume(elsewhere ? other : app, talk, seen.findLast(({ id }) => id !== null)?.id ?? null)
  }
  seen.push(...(await rest(stream)))
  return { seen, stored: await answerOf(talk) }
}

test('however often a reader is cut off and wherever they resume, what they see in the end is what is stored', async () => {
  let round = 0
  const property = fc.asyncProperty(fc.array(reading, { minLength: 12, maxLength: 12 }), async readings => {
    round++
    const results = await Promise.all(readings.map((plan, index) => read(plan, `reading ${round}.${index}`)))
    for (const { seen, stored } of results) {
      expect(seen.at(-1)?.part.type).toBe('finish')
      expect(shown(seen)).toBe(stored)
    }
  })
  await fc.assert(property, { numRuns: 4, endOnFailure: true })
})
