import { expect, test } from 'vitest'
import { type Script, saying, scriptedModel } from '../testing/scripted-model.ts'
import type { ModelRequest } from './model.ts'
import { ModelError } from './model-error.ts'
import { withBreaker } from './with-breaker.ts'

const down: Script = [new ModelError('overloaded', 'Busy.')]
const request = { signal: new AbortController().signal } as ModelRequest
const ask = async (model: ReturnType<typeof scriptedModel>) => {
  try {
    await Array.fromAsync(model.stream(request))
    return 'ok'
  } catch (error) {
    return error instanceof ModelError ? error.message : 'unexpected'
  }
}

test('a provider that failed three times in a row is left alone, then tried by one', async () => {
  let script = down
  let time = 0
  const inner = scriptedModel(() => script)
  const model = withBreaker(inner, { failures: 3, restMs: 1000, now: () => time })
  for (let i = 0; i < 3; i++) expect(await ask(model)).toBe('Busy.')
  expect(await ask(model)).toContain('left alone')
  expect(inner.requests).toHaveLength(3)
  time = 1001
  expect(await ask(model)).toBe('Busy.')
  expect(await ask(model)).toContain('left alone')
  time = 3000
  script = saying('Back.')
  expect(await ask(model)).toBe('ok')
  script = down
  expect(await ask(model)).toBe('Busy.')
  expect(inner.requests).toHaveLength(6)
})

test('faults of a request count for nothing', async () => {
  const inner = scriptedModel(() => [new ModelError('too_long', 'Too long.')])
  const model = withBreaker(inner, { failures: 2 })
  for (let i = 0; i < 5; i++) expect(await ask(model)).toBe('Too long.')
})

test('while one tries again, the others do not wait', async () => {
  let time = 0
  let script: Script = down
  const inner = scriptedModel(() => script)
  const model = withBreaker(inner, { failures: 1, restMs: 1000, now: () => time })
  await ask(model)
  time = 2000
  script = saying('Slowly back.', 5)
  const [first, second] = await Promise.all([ask(model), ask(model)])
  expect([first, second]).toEqual(['ok', expect.stringContaining('left alone')])
})
