import { expect, it } from 'vitest'
import { acquireChildSlot } from './child-slots.ts'

it('lets two read at a time, the others in turn, and forgets those who gave up', async () => {
  const order: string[] = []
  const first = await acquireChildSlot()
  const second = await acquireChildSlot()
  const controller = new AbortController()
  const givenUp = acquireChildSlot(controller.signal).catch(error => order.push(String(error)))
  const third = acquireChildSlot().then(release => {
    order.push('third')
    return release
  })
  controller.abort('gave up')
  await givenUp
  expect(order).toEqual(['gave up'])
  first()
  const release = await third
  expect(order).toEqual(['gave up', 'third'])
  release()
  second()
  await expect(acquireChildSlot(AbortSignal.abort('too late'))).rejects.toBe('too late')
})
