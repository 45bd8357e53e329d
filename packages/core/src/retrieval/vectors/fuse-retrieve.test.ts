import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Embedder } from '../../models/embedder.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { saying, scriptedModel } from '../../testing/scripted-model.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'

/** Words that share a meaning share a direction; all others have one of their own, as far as there are any. */
const meanings = [
  ['gazebo', 'pavilion', 'arbour'],
  ['hammock', 'hanging bed'],
  ['sextant', 'navigation'],
]
let calls = 0
let broken = false
const embedder: Embedder = {
  model: 'fake',
  async embed(texts) {
    calls++
    if (broken) throw new Error('away')
    return texts.map(text => {
      const vector = Float32Array.from(meanings, words => (words.some(word => text.toLowerCase().includes(word)) ? 1 : 0))
      const length = Math.hypot(...vector) || 1
      return vector.map(value => value / length)
    })
  },
}
const model = scriptedModel(() => saying('Yes.'))

let app: TestApp
let owner: TestClient
let agentId: string
beforeAll(async () => {
  app = await createTestApp({ embedder, model })
  owner = await app.signUp()
  const uploaded = await owner.upload({
    'gazebo.md': '# The gazebo Aurora\n\nIt keeps six guests dry and costs 240 EUR.',
    'hammock.md': '# The hammock Lull\n\nWoven by hand from cotton, for 90 EUR.',
    'cups.md': '# Cups\n\nGlazed twice and fit for the dishwasher.',
  })
  const id = uploaded.body.data_source.connection_id
  await waitFor(async () => (await owner.get(`/data-sources/${id}`)).body.data_source.status === 'connected')
  await waitFor(async () => calls > 0)
  agentId = (await owner.post('/agents', { name: 'Helper', type: 'customer_support', model: 'test/scripted', data_sources: [id] })).body
    .agent.agent_id
})
afterAll(() => app.stop())

const found = async (input: string) => {
  await owner.post(`/agents/${agentId}/preview/test`, { input })
  return (model.requests.at(-1)?.evidence ?? []).map(({ title }) => title)
}

test('what means the same is found although it shares no word, with one embedding a question', async () => {
  await waitFor(async () => (await found('Is there a pavilion?')).includes('The gazebo Aurora'))
  calls = 0
  expect((await found('Is there a pavilion?'))[0]).toBe('The gazebo Aurora')
  expect(calls).toBe(1)
})

test('what the words find stays first', async () => {
  expect((await found('What does the hammock Lull cost?'))[0]).toBe('The hammock Lull')
  expect((await found('Are the cups fit for the dishwasher?'))[0]).toBe('Cups')
})

test('without an embedding the words alone decide', async () => {
  broken = true
  expect((await found('What does the hammock Lull cost?'))[0]).toBe('The hammock Lull')
  broken = false
})
