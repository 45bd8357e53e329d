import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gather } from './gather.ts'

async function collect<T>(batches: AsyncIterable<T[]>, work: () => Promise<unknown> = async () => undefined) {
  const all: T[][] = []
  for await (const batch of batches) {
    all.push(batch)
    await work()
  }
  return all
}

async function* numbers(count: number, pause: () => Promise<unknown> = async () => undefined) {
  for (let number = 0; number < count; number += 1) {
    await pause()
    yield number
  }
}

test('what is there at once comes together, up to a weight', async () => {
  expect(await collect(gather(numbers(7), () => 1, 3))).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  expect(await collect(gather(numbers(3), item => item * 10, 10))).toEqual([[0, 1], [2]])
})

test('what is slow comes one by one', async () => {
  expect(
    await collect(
      gather(
        numbers(3, () => setTimeout(20)),
        () => 1,
        10,
      ),
    ),
  ).toEqual([[0], [1], [2]])
})

test('a failure is thrown after what came before it, and whoever stops early ends the source', async () => {
  let ended = false
  async function* failing() {
    try {
      yield 1
      await setTimeout(5)
      throw new Error('broken')
    } finally {
      ended = true
    }
  }
  const seen: number[][] = []
  await expect(async () => {
    for await (const batch of gather(failing(), () => 1, 10)) seen.push(batch)
  }).rejects.toThrow('broken')
  expect(seen).toEqual([[1]])
  ended = false
  for await (const _ of gather(failing(), () => 1, 1)) break
  expect(ended).toBe(true)
})
