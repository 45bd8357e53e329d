import { inboundEvent } from '@craveva/contract/inbound-events'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { steeredModel } from '../testing/steered-model.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitForFeed } from './feed.ts'
import { receiveEvents } from './receive-events.ts'

const steered = steeredModel()
let app: TestApp
let owner: TestClient
let leased: { companyId: string; deploymentId: string }

beforeAll(async () => {
  app = await createTestApp({ model: steered })
  owner = await app.signUp()
  const { deploymentId } = await deployAgent(owner, { model: 'test/steered' })
  const { rows } = await sql<{ company_id: string }>`select company_id from deployment_leases`.execute(app.core.services.pool)
  leased = { companyId: rows[0]?.company_id ?? '', deploymentId }
})
afterAll(() => app.stop())

const read = (cursor?: string) => waitForFeed({ ...app.core.services, leased }, { cursor, wait_seconds: 10 }, new AbortController().signal)

/** What is to be delivered to an address. */
const waitingFor = async (address: string) => (await read()).deliveries.filter(delivery => delivery.address === address)

/** Follows the feed from where it was, until what is for an address is there in a state; what comes on the way is news as well. */
async function follow(address: string, state: 'writing' | 'ready', from?: string) {
  for (let cursor = from; ; ) {
    const feed = await read(cursor)
    const delivery = feed.deliveries.find(each => each.address === address && each.state === state)
    if (delivery) return { delivery, cursor: feed.cursor }
    expect(feed.deliveries, 'nothing came in time').not.toEqual([])
    cursor = feed.cursor
  }
}

/** Somebody writes, and the model is asked. */
async function write(address: string) {
  const event = inboundEvent.parse({
    kind: 'message',
    event_id: address,
    address,
    message_id: address,
    sent_at: new Date().toISOString(),
    text: 'Hello',
    sender: { id: address },
  })
  await receiveEvents({ ...app.core.services, leased }, [event], { merge_ms: 0, pause_minutes: 60 })
  const ask = await steered.nextAsk()
  const { delivery, cursor } = await follow(address, 'writing')
  expect(delivery.message).toBeNull()
  return { ask, cursor, conversationId: delivery.conversation_id }
}

test('an answer that a person took over before its first word is ready with nothing to say, and holds up nothing of theirs', async () => {
  const { cursor, conversationId } = await write('one')
  expect((await owner.post(`/conversations/${conversationId}/take-over`)).status).toBe(200)
  await owner.post(`/conversations/${conversationId}/messages`, { text: 'A person here' })
  expect((await follow('one', 'ready', cursor)).delivery.message).toBeNull()
  expect((await waitingFor('one')).map(({ state, message }) => [state, message?.role])).toEqual([
    ['ready', undefined],
    ['ready', 'system'],
    ['ready', 'operator'],
  ])
})

test('an answer that says something is ready with it', async () => {
  const { ask, cursor } = await write('three')
  ask.say('Good day')
  ask.finish()
  const { delivery } = await follow('three', 'ready', cursor)
  expect(delivery.message).toMatchObject({ parts: [{ type: 'text', text: 'Good day' }] })
})
