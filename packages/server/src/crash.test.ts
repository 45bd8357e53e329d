import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { deployAgent } from '@craveva/core/testing/deploy-agent'
import { say } from '@craveva/core/testing/talk'
import { waitFor } from '@craveva/core/testing/wait-for'
import { fastFolder } from '@craveva/testing/fast-folder'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type Program, runProgram, startProgram } from './fixtures/program.ts'
import { startSlowModel } from './fixtures/slow-model.ts'
import { acknowledgedBy, checkConversations, newVisitors, speak, type Visitor } from './fixtures/visitors.ts'
import { startPostgres } from './postgres/start-postgres.ts'

/** One program after the other on one data directory, killed or stopped while several visitors talk to it. */

let gap = 30
let model: Awaited<ReturnType<typeof startSlowModel>>
let dataDir: string
let agentId: string
let program: Program
const visitors = newVisitors(4)
const limits = { visitor_per_minute: 100_000, network_per_minute: 100_000, agent_per_minute: 100_000 }
const owner = { email: 'owner@example.com', password: 'SecurePassword123!' }

const start = async () => {
  program = await startProgram({ DATA_DIR: dataDir, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'test' })
}

beforeAll(async () => {
  model = await startSlowModel(() => gap)
  dataDir = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
  await start()
  const { body } = await program.anonymous.post('/auth/register', { ...owner, full_name: 'John Doe', company_name: 'Example Corp' })
  agentId = (await deployAgent(program.signedIn(body.token), { model: 'openai-compatible/slow' }, { limits })).agentId
}, 120_000)
afterAll(async () => {
  await program?.end('SIGKILL')
  await model.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** Ends the program once the visitors have seen so many events, wherever in their answers that is. */
async function endAfter(events: number, signal: NodeJS.Signals, who: readonly Visitor[], label: string) {
  let seen = 0
  const onEvent = () => {
    seen++
  }
  const speaking = who.map((visitor, index) => speak(program, agentId, visitor, `${label}.${index}`, onEvent))
  await waitFor(() => seen >= events)
  const ending = await program.end(signal)
  await Promise.all(speaking)
  return ending
}

test('killed in the middle of conversations it loses nothing that it acknowledged', async () => {
  for (const [round, events] of [3, 60, 25].entries()) {
    expect(await endAfter(events, 'SIGKILL', visitors, `round ${round}`)).toEqual({ code: null, signal: 'SIGKILL' })
    await start()
  }
  gap = 1
  expect(acknowledgedBy(visitors)).toBeGreaterThan(8)
  const { answers, interrupted } = await checkConversations(program, visitors)
  expect(interrupted).toBeGreaterThan(0)
  expect(answers).toBeGreaterThan(interrupted)
}, 180_000)

test('started again it goes on with those conversations', async () => {
  for (const { talk } of visitors) {
    const answer = talk && (await say(program.anonymous, talk, 'Still there?'))
    expect(answer?.body).toMatchObject({ response: 'You said: Still there? and that is all.', finish_reason: 'stop' })
  }
  const { body } = await program.anonymous.post('/auth/login', owner)
  const executions = await program.signedIn(body.token).get(`/agents/${agentId}/executions?limit=100`)
  const statuses = new Set(executions.body.executions.map(({ status }: { status: string }) => status))
  expect([...statuses].toSorted()).toEqual(['completed', 'interrupted'])
}, 60_000)

test('a second program on its data directory is refused, and one on its port', async () => {
  const second = await runProgram({ DATA_DIR: dataDir })
  expect([second.code, second.signal]).toEqual([1, null])
  expect(second.output).toContain(`is in use by process`)
  expect(second.output).not.toMatch(/^\s+at /m)

  const taken = createServer()
  const port = await freePort()
  await new Promise<void>(resolve => taken.listen(port, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
  const other = await runProgram({ DATA_DIR: folder, PORT: String(port) })
  taken.close()
  await rm(folder, { recursive: true, force: true })
  expect([other.code, other.signal]).toEqual([1, null])
  expect(other.output).toContain(`Port ${port} is taken`)
  expect(other.output).not.toMatch(/^\s+at /m)
  expect((await program.anonymous.get('/health')).body.status).toBe('ok')
}, 120_000)

test('asked to stop while it is answering it ends with 0, and nothing is lost', async () => {
  gap = 40
  const busy = newVisitors(8)
  expect(await endAfter(40, 'SIGTERM', busy, 'stop')).toEqual({ code: 0, signal: null })
  expect(program.output()).toContain('Stopping')
  gap = 1
  await start()
  expect(acknowledgedBy(busy)).toBeGreaterThan(8)
  await checkConversations(program, busy)
  await program.end('SIGTERM')
  expect(await leftovers()).toEqual({ leases: 0, batches: 0 })
}, 180_000)

/** What the database still holds of turns that are over, seen without the program. */
async function leftovers() {
  const postgres = await startPostgres({ dataDir, log: () => undefined })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    const { rows } = await client.query(
      'select (select count(*)::int from turn_leases) as leases, (select count(*)::int from live_batches) as batches',
    )
    return rows[0]
  } finally {
    await client.end()
    await postgres.stop()
  }
}
