import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { say, talkOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
})
afterAll(() => app.stop())

test('an agent is deleted while visitors write to it, and nobody meets an error of ours', async () => {
  for (let round = 0; round < 8; round++) {
    const { agentId } = await deployAgent(owner)
    const begin = () => app.anonymous.post(`/agents/${agentId}/chat`, { message: 'hello' })
    const talks = (await Promise.all(Array.from({ length: 4 }, begin))).map(({ body }) => talkOf(agentId, body))
    const write = () => [...talks.map(talk => say(app.anonymous, talk, 'again')), begin()]
    const answers = [...write(), ...write(), owner.delete(`/agents/${agentId}?force=true`), ...write(), ...write()]
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(statuses.filter(status => status !== 200 && status !== 404)).toEqual([])
    expect((await begin()).status).toBe(404)
  }
})
