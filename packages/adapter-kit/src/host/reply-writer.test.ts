import { expect, test } from 'vitest'
import type { Channel, MessageIds } from '../channel.ts'
import { PlatformError } from '../platform-error.ts'
import type { Content } from './message-content.ts'
import type { Progress } from './progress.ts'
import { createReplyWriter } from './reply-writer.ts'

const content: Content = { text: 'Your bills:', products: [], orders: [], files: [] }
const delivery = {
  delivery_id: 'dlv_1',
  address: 'chat',
  conversation_id: null,
  execution_id: null,
  state: 'ready' as const,
  message: null,
  message_ids: [],
  reply_to: null,
  attempts: 0,
}

test('what an attempt sent before it failed is kept, and the next one goes on from there', async () => {
  const given: (MessageIds | undefined)[] = []
  const told: Progress[] = []
  const channel: Channel = { textLimit: 100, pace: 'whole', deliver: async () => [] }
  const writer = createReplyWriter(
    {
      channel,
      send: async (_, previous) => {
        given.push(previous)
        if (previous) return [...previous, 'file']
        throw new PlatformError('retryable', 'Too fast.', { sent: ['text'] })
      },
      onProgress: async progress => void told.push(structuredClone(progress)),
      loadFile: async () => new Blob([]),
    },
    delivery,
  )
  await expect(writer.finish(content)).rejects.toThrow('Too fast.')
  await writer.finish(content)
  expect(given).toEqual([undefined, ['text']])
  expect(told).toEqual([[['text']], [['text', 'file']]])
})
