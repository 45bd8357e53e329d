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

test.each([true, false])('a deployment that is paused, of an adapter that handles requests meanwhile: %s', async handlesWhilePaused => {
  const core = createMemoryCore()
  const id = core.add({})
  const happened: string[] = []
  const adapter: Adapter = {
    platform: 'made-up',
    settings: z.looseObject({}),
    handlesWhilePaused,
    open: async () => ({
      async health() {
        happened.push('health')
        return { state: 'ok', message: null }
      },
      end: async () => void happened.push('end'),
      close: async () => void happened.push('close'),
      connector: {
        name: 'Made up',
        pull() {
          happened.push('pull')
          return ReadableStream.from([])
        },
      },
      tools: {},
      handle: async () => new Response(null, { status: 204 }),
    }),
  }
  const client = createClient({ baseUrl: 'http://core.test', token: 'svc_1', fetch: core.connect().fetch })
  const host = startHost({ adapter, client, hookUrl: null, log: () => {}, timings: { claim: 20, health: 20 } })
  const ask = async (headers: Record<string, string> = {}) => {
    const request = new Request('https://hooks.test/hooks/made-up/dep_1', { method: 'POST', headers, body: '{}' })
    return (await host.handle(id, request))?.status ?? 'not open'
  }
  const callTool = () => ask({ 'x-craveva-signature': 'of nobody' })
  await expect.poll(() => happened).toContain('pull')
  expect([await ask(), await callTool()]).toEqual([204, 401])

  core.get(id).paused = true
  if (handlesWhilePaused) await expect.poll(callTool).toBe(503)
  else await expect.poll(callTool).toBe('not open')
  await expect.poll(() => ask()).toBe(handlesWhilePaused ? 204 : 'not open')
  expect(happened.slice(happened.lastIndexOf('pull') + 1).filter(each => each !== 'health')).toEqual(
    handlesWhilePaused ? ['close'] : ['end', 'close'],
  )
  const before = happened.length
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(happened).toHaveLength(before)

  core.get(id).paused = false
  await expect.poll(callTool).toBe(401)
  await expect.poll(() => happened.slice(before)).toEqual(expect.arrayContaining(['health', 'pull']))
  await host.stop()
})
