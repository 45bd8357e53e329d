import { createClient } from '@craveva/sdk/client'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Adapter } from '../adapter.ts'
import { createMemoryCore } from '../testing/memory-core.ts'
import { startHost } from './start-host.ts'

test('a deployment that is deleted takes back what it set up before it closes; one whose process stops does not', async () => {
  const core = createMemoryCore()
  const [doomed, stays] = [core.add({ name: 'doomed' }), core.add({ name: 'stays' })]
  const happened: string[] = []
  const adapter: Adapter<{ name: string }> = {
    platform: 'made-up',
    settings: z.looseObject({ name: z.string() }),
    open: async ({ settings: { name } }) => ({
      health: async () => ({ state: 'ok', message: null }),
      end: async () => void happened.push(`${name} ends`),
      close: async () => void happened.push(`${name} closes`),
    }),
  }
  const client = createClient({ baseUrl: 'http://core.test', token: 'svc_1', fetch: core.connect().fetch })
  const host = startHost({ adapter: adapter as Adapter, client, hookUrl: null, log: () => {}, timings: { claim: 20 } })
  await expect.poll(() => [doomed, stays].every(id => core.get(id).statuses.length > 0)).toBe(true)
  core.remove(doomed)
  await expect.poll(() => happened).toEqual(['doomed ends', 'doomed closes'])
  await host.stop()
  expect(happened).toEqual(['doomed ends', 'doomed closes', 'stays closes'])
})
