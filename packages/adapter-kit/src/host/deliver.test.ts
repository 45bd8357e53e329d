import type { Delivery } from '@craveva/contract/adapters'
import { expect, test } from 'vitest'
import type { Channel } from '../channel.ts'
import type { DeploymentApi } from './api.ts'
import { deliver } from './deliver.ts'
import { defaultTimings } from './timings.ts'

test('an answer that is not given after all ends without a message', async () => {
  const told: unknown[] = []
  const sent: string[] = []
  const acknowledge = async (body: object) => void told.push(body)
  const first: Delivery = {
    delivery_id: 'dlv_1',
    address: 'chat-1',
    conversation_id: null,
    execution_id: null,
    state: 'writing',
    message: null,
    message_ids: [],
    reply_to: null,
    attempts: 0,
  }
  await deliver(
    {
      api: { deploymentId: 'dep_1', client: { acknowledge }, call: () => ({ headers: {} }) } as unknown as DeploymentApi,
      channel: {
        textLimit: 100,
        pace: 'whole',
        deliver: async (_address, { text }) => {
          sent.push(text)
          return ['1']
        },
      } satisfies Channel,
      signal: new AbortController().signal,
      timings: defaultTimings,
      secrets: [],
      log: () => {},
      onSent: () => {},
      onSignedOut: () => {},
    },
    { first, ready: Promise.resolve({ ...first, state: 'ready' }) },
  )
  expect(sent).toEqual([])
  expect(told).toMatchObject([{ delivery_id: 'dlv_1', state: 'delivered', message_ids: [] }])
})
