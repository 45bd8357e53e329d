import type { ModelMessage } from '@craveva/core/models/model'
import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './ask.ts'
import { type MockModel, startMockModel } from './server.ts'

let mock: MockModel
beforeAll(async () => {
  mock = await startMockModel()
})
afterAll(() => mock.close())

test('a script asks for tools one after the other, then says what the last of them said', async () => {
  const model = createOpenAiModel({ baseUrl: mock.url })
  const calls = [
    { name: 'find_order', arguments: { number: 'A 1' } },
    { name: 'cancel_order', arguments: {} },
  ]
  const messages: ModelMessage[] = [
    { role: 'user', content: `mock: calls=${encodeURIComponent(JSON.stringify(calls))}&text=tool Where is it?` },
  ]
  for (const [index, { name, arguments: given }] of calls.entries()) {
    const { parts } = await ask(model, { messages })
    const call = { id: `call_${index + 1}`, name, arguments: JSON.stringify(given) }
    expect(parts.filter(({ type }) => type === 'tool-call')).toEqual([{ type: 'tool-call', ...call }])
    messages.push(
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', content: `done ${index + 1}`, callId: call.id, toolName: name },
    )
  }
  expect((await ask(model, { messages })).text).toBe('done 2')
  await model.close()
})
