import type { Delivery } from '@craveva/contract/adapters'
import { expect, test } from 'vitest'
import type { Channel } from '../channel.ts'
import type { DeploymentApi } from './api.ts'
import { followFeed } from './follow-feed.ts'
import { defaultTimings } from './timings.ts'

const delivery: Delivery = {
  delivery_id: 'dlv_1',
  address: 'chat-1',
  conversation_id: null,
  execution_id: null,
  state: 'ready',
  message: { role: 'agent', parts: [{ type: 'text', text: 'Hello' }], author_name: null },
  message_ids: [],
  reply_to: null,
  attempts: 0,
}

/** Follows a feed that tells a delivery, tells it again as it was read just before the delivery ended, and then `after`. */
async function follow(after: readonly Delivery[]) {
  const over = new AbortController()
  const mayEnd = Promise.withResolvers<void>()
  const cursors: (string | undefined)[] = []
  let delivered = 0
  const feed = async ({ cursor }: { cursor?: string }) => {
    cursors.push(cursor)
    if (cursors.length === 2) mayEnd.resolve()
    await new Promise(setImmediate)
    if (cursors.length > 3) over.abort()
    return { deliveries: cursors.length < 3 ? [delivery] : cursors.length === 3 ? after : [], files: [], cursor: String(cursors.length) }
  }
  const api = { deploymentId: 'dep_1', client: { feed }, call: () => ({ headers: {} }) } as unknown as DeploymentApi
  await followFeed({
    api,
    channel: {} as Channel,
    signal: over.signal,
    timings: defaultTimings,
    onLost: () => {},
    log: () => {},
    async deliver() {
      delivered++
      await mayEnd.promise
    },
  })
  return { delivered, cursors }
}

test('a delivery that ended while the feed was being read is not delivered again', async () => {
  expect(await follow([])).toEqual({ delivered: 1, cursors: [undefined, '1', '1', '3'] })
})

test('one that is still open when the feed is read once more is delivered again', async () => {
  expect((await follow([delivery])).delivered).toBe(2)
})

test('what waits for an answer that is deleted with its conversation holds nothing up', async () => {
  const over = new AbortController()
  const writing: Delivery = { ...delivery, state: 'writing', message: null }
  const next: Delivery = { ...delivery, delivery_id: 'dlv_2' }
  const told: string[] = []
  let asked = 0
  // The first is there until it is deleted, of which nothing is told; then somebody writes at the same address again.
  const feed = async () => {
    asked++
    await new Promise(setImmediate)
    return { deliveries: asked === 1 ? [writing] : asked > 3 ? [next] : [], files: [], cursor: String(asked) }
  }
  const api = { deploymentId: 'dep_1', client: { feed }, call: () => ({ headers: {} }) } as unknown as DeploymentApi
  await followFeed({
    api,
    channel: {} as Channel,
    signal: over.signal,
    timings: { ...defaultTimings, review: 0 },
    onLost: () => {},
    log: () => {},
    async deliver({ first, ready }) {
      told.push(`${first.delivery_id} ${(await ready)?.state ?? 'deleted'}`)
      if (first === next) over.abort()
    },
  })
  expect(told).toEqual(['dlv_1 deleted', 'dlv_2 ready'])
})
