import { expect, test } from 'vitest'
import { inOrder } from './in-order.ts'

test('what was read first is told first, also when reading it took longer; other things do not wait, nor for a failure', async () => {
  const run = inOrder()
  const slow = Promise.withResolvers<void>()
  const told: string[] = []
  const first = run('agent_1', async () => {
    await slow.promise
    told.push('first')
    throw new Error('not told')
  })
  const second = run('agent_1', async () => told.push('second'))
  await run('agent_2', async () => told.push('another'))
  slow.resolve()
  await expect(first).rejects.toThrow('not told')
  await second
  expect(told).toEqual(['another', 'first', 'second'])
})
