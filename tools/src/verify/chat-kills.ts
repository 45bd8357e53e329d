import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deployAgent } from '@craveva/core/testing/deploy-agent'
import { createTestClient, type TestClient } from '@craveva/core/testing/test-client'
import { freePort } from '../bench/free-port.ts'
import { startOurServer } from '../bench/our-server.ts'
import { defaultScript } from '../mock-model/script.ts'
import { type MockModel, startMockModel } from '../mock-model/server.ts'
import type { Verification } from './verification.ts'

/** One visitor's conversation, with what the server acknowledged of it. */
interface Visitor {
  conversation?: { id: string; token: string }
  sent: string[]
  acknowledged: string[]
}

const visitors = 8

/** Kills the server while it streams answers to several visitors, and reads their conversations after the next start. */
export const chatKills: Verification = {
  name: 'chat',
  summary: 'messages that the server acknowledged, after SIGKILL in mid-conversation',
  async run({ rounds, log }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'craveva-verify-'))
    const mock = await startMockModel({ script: { ...defaultScript, gapMs: 40 } })
    const people: Visitor[] = Array.from({ length: visitors }, () => ({ sent: [], acknowledged: [] }))
    let agentId = ''
    try {
      for (let round = 0; round < rounds; round++) {
        const { server, anonymous } = await startServer(dataDir, mock)
        if (!agentId) agentId = await createAgent(anonymous, server.url)
        const talking = people.map((visitor, index) => talk(anonymous, agentId, visitor, `${round}.${index}`))
        await sleep(100 + Math.random() * 1200)
        process.kill(server.pid, 'SIGKILL')
        await Promise.all(talking)
        log(`round ${round + 1}, ${people.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)} messages acknowledged so far`)
      }
      return await count(dataDir, mock, agentId, people)
    } finally {
      await mock.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function startServer(dataDir: string, mock: MockModel) {
  const environment = { PORT: String(await freePort()), DATA_DIR: dataDir, OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: 'test' }
  const server = await startOurServer(['--no-demo'], environment)
  return { server, anonymous: createTestClient(`${server.url}/api/v1`, null) }
}

async function createAgent(anonymous: TestClient, url: string) {
  const person = { email: 'owner@example.com', password: 'SecurePassword123!', full_name: 'John Doe', company_name: 'Example Corp' }
  const { body } = await anonymous.post('/auth/register', person)
  const { agentId } = await deployAgent(createTestClient(`${url}/api/v1`, String(body.token)), { model: 'openai-compatible/mock' })
  return agentId
}

/** Sends messages one after the other until the server is gone. The first part of an answer acknowledges that the message is stored. */
async function talk(anonymous: TestClient, agentId: string, visitor: Visitor, label: string) {
  try {
    for (let number = 0; ; number++) {
      const message = `message ${label}.${number}`
      visitor.sent.push(message)
      const { conversation } = visitor
      const options = conversation ? { headers: { 'x-visitor-token': conversation.token } } : {}
      const body = { message, ...(conversation ? { conversation_id: conversation.id } : {}) }
      for await (const { part } of anonymous.stream(`/agents/${agentId}/chat`, body, options)) {
        if (part.type !== 'start') continue
        visitor.acknowledged.push(message)
        if (part.visitor_token) visitor.conversation = { id: part.conversation_id, token: part.visitor_token }
      }
    }
  } catch {
    // The server was killed, which is what this waits for.
  }
}

async function count(dataDir: string, mock: MockModel, agentId: string, people: readonly Visitor[]) {
  const { server, anonymous } = await startServer(dataDir, mock)
  try {
    const histories = await Promise.all(people.map(visitor => readHistory(anonymous, agentId, visitor)))
    const total = { tried: 0, acknowledged: 0, lost: 0, doubled: 0 }
    let open = 0
    for (const [index, { sent, acknowledged }] of people.entries()) {
      const stored = histories[index]?.messages ?? []
      total.tried += sent.length
      total.acknowledged += acknowledged.length
      total.lost += acknowledged.filter(message => !stored.includes(message)).length
      total.doubled += stored.length - new Set(stored).size
      if (histories[index]?.running) open++
    }
    return {
      tried: total.tried,
      counts: { acknowledged: total.acknowledged },
      faults: { lost: total.lost, doubled: total.doubled, 'never acknowledged': total.acknowledged ? 0 : total.tried },
      notes: [`${open} of ${people.length} conversations still count a turn as running`],
    }
  } finally {
    await server.stop()
  }
}

async function readHistory(anonymous: TestClient, agentId: string, { conversation }: Visitor) {
  if (!conversation) return { messages: [], running: false }
  const path = `/agents/${agentId}/conversations/${conversation.id}?limit=200`
  const { status, body } = await anonymous.get(path, { headers: { 'x-visitor-token': conversation.token } })
  if (status !== 200) throw new Error(`The history could not be read: ${status} ${body.message}`)
  const own: { role: string; parts: { type: string; text?: string }[] }[] = body.messages
  return {
    messages: own.filter(({ role }) => role === 'visitor').map(({ parts }) => parts.map(({ text = '' }) => text).join('')),
    running: body.running_execution_id !== null,
  }
}
