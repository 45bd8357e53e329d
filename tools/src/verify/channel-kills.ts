import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FakeBotApi, startFakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'
import { createTestClient, type TestClient } from '@craveva/core/testing/test-client'
import { freePort } from '../bench/free-port.ts'
import { startOurServer } from '../bench/our-server.ts'
import { createRandom } from '../mock-model/random.ts'
import type { Verification } from './verification.ts'

const chats = 10
const eventsInRound = 50
const timesDelivered = 5
const together = 25
const patienceMs = 120_000

/** An event on its way: when it was sent first, and when it was acknowledged first. */
interface Sent {
  readonly name: string
  readonly chat: number
  /** Place among all that was written. */
  readonly place: number
  readonly update: unknown
  began: number
  acknowledged: number
}

/** Delivers every event of a channel several times and shuffled, and kills the server in each round, wherever it is between receiving and delivering. */
export const channelKills: Verification = {
  name: 'channel',
  summary: 'events of a channel, each delivered 5 times and shuffled, while the server is killed once in every round',
  async run({ rounds, seed, log }) {
    const drawn = createRandom(seed)
    const random = () => drawn.below(1_000_000) / 1_000_000
    const dataDir = await mkdtemp(join(tmpdir(), 'craveva-verify-'))
    const fake = await startFakeBotApi()
    const environment = {
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      PUBLIC_URL: 'https://hooks.test',
      TELEGRAM_API_ROOT: fake.url,
    }
    const start = () => startOurServer(['--no-demo'], environment)
    const events: Sent[] = []
    const waits: number[] = []
    let refused = 0
    let server = await start()
    try {
      const { owner, deploymentId } = await deploy(server.url, fake)
      const hook = `${server.url}/hooks/telegram/${deploymentId}`
      await until(() => fake.hooks.size > 0)
      for (let round = 0; round < rounds; round++) {
        const fresh = Array.from({ length: eventsInRound }, (_, index) =>
          newEvent(fake, `e${round}.${index};`, 1 + (index % chats), round * eventsInRound + index),
        )
        events.push(...fresh)
        const all = shuffled(Array.from({ length: timesDelivered }, () => fresh).flat(), random)
        const delivering = inParallel(all, together, event =>
          send(hook, fake, event, waits, () => {
            refused++
          }),
        )
        await sleep(50 + random() * 1500)
        process.kill(server.pid, 'SIGKILL')
        server = await start()
        await delivering
        log(`round ${round + 1}, ${events.length} events, ${waits.length} acknowledgements`)
      }
      return await count(server.url, owner, fake, { events, waits, refused })
    } finally {
      await server.stop()
      await fake.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

const owner = { email: 'owner@example.com', password: 'SecurePassword123!' }

async function deploy(url: string, fake: FakeBotApi) {
  const anonymous = createTestClient(`${url}/api/v1`, null)
  const { body } = await anonymous.post('/auth/register', { ...owner, full_name: 'John Doe', company_name: 'Example Corp' })
  const client = createTestClient(`${url}/api/v1`, String(body.token))
  const agent = await client.post('/agents', { name: 'Helper', type: 'customer_support' })
  const config = { bot_token: fake.bots[0]?.token, streaming: 'off', mode: 'webhook', merge_ms: 100 }
  const deployed = await client.post('/deployments/messaging', { agent_id: agent.body.agent.agent_id, platform: 'telegram', config })
  return { owner: client, deploymentId: String(deployed.body.deployment.deployment_id) }
}

const newEvent = (fake: FakeBotApi, name: string, chat: number, place: number): Sent => ({
  name,
  chat,
  place,
  update: fake.textUpdate(chat, name),
  began: 0,
  acknowledged: 0,
})

/** As a platform does: again and again until it is acknowledged. */
async function send(hook: string, fake: FakeBotApi, event: Sent, waits: number[], onRefused: () => void) {
  for (const latest = performance.now() + patienceMs; performance.now() < latest; ) {
    const began = performance.now()
    event.began ||= began
    const secret = [...fake.hooks.values()][0]?.secret ?? ''
    const answer = await fake.post(hook, event.update, secret).catch(() => null)
    if (answer?.status === 200) {
      waits.push(performance.now() - began)
      event.acknowledged ||= performance.now()
      return
    }
    onRefused()
    await sleep(200)
  }
  throw new Error(`${event.name} was not acknowledged within ${patienceMs / 1000} s`)
}

interface Counted {
  readonly events: readonly Sent[]
  readonly waits: readonly number[]
  readonly refused: number
}

async function count(url: string, signedIn: TestClient, fake: FakeBotApi, { events, waits, refused }: Counted) {
  const anonymous = createTestClient(`${url}/api/v1`, null)
  const login = await anonymous.post('/auth/login', owner)
  const client = createTestClient(`${url}/api/v1`, String(login.body.token ?? signedIn.token))
  const names = new Map(events.map(event => [event.name, event]))
  let stored = await read(client)
  const isOver = () =>
    stored.every(({ visitor }) => visitor.length > 0) &&
    [...names.keys()].every(name => stored.some(({ visitor }) => visitor.includes(name)))
  for (const latest = performance.now() + patienceMs; !isOver() && performance.now() < latest; await sleep(500)) stored = await read(client)
  // What was stored last still has to be answered and delivered.
  for (let before = -1; before !== fake.messages.length; await sleep(6000)) before = fake.messages.length
  stored = await read(client)

  const effects = stored.flatMap(({ visitor }) => visitor.match(/e\d+\.\d+;/g) ?? [])
  let orderViolations = 0
  for (const { visitor } of stored) {
    const order = (visitor.match(/e\d+\.\d+;/g) ?? []).flatMap(name => names.get(name) ?? [])
    order.forEach((later, index) => {
      // Neither in the order in which they were written nor in the one in which they were told.
      if (order.slice(0, index).some(earlier => later.acknowledged < earlier.began && later.place < earlier.place)) orderViolations++
    })
  }
  const answers = stored.reduce((sum, { answers: some }) => sum + some, 0)
  const ordered = waits.toSorted((a, b) => a - b)
  return {
    tried: events.length,
    counts: {
      deliveries: waits.length,
      refused,
      answers,
      sent: fake.messages.length,
      doubledReplies: Math.max(0, fake.messages.length - answers),
    },
    faults: {
      lost: [...names.keys()].filter(name => !effects.includes(name)).length,
      doubled: effects.length - new Set(effects).size,
      orderViolations,
      lostReplies: Math.max(0, answers - fake.messages.length),
    },
    notes: [`acknowledged within ${(ordered[Math.floor(ordered.length * 0.99)] ?? 0).toFixed(0)} ms at the 99th percentile`],
  }
}

/** What was said, by conversation: the visitor's words in order, and how many messages of the agent have any. */
async function read(client: TestClient) {
  const list = await client.get('/conversations?limit=100')
  const ids: string[] = list.body.conversations.map(({ conversation_id }: { conversation_id: string }) => conversation_id)
  return Promise.all(
    ids.map(async id => {
      const messages: { role: string; parts: { type: string; text?: string; message?: string }[] }[] = []
      for (let before = ''; ; ) {
        const { body } = await client.get(`/conversations/${id}?limit=200${before && `&before=${before}`}`)
        messages.unshift(...body.messages)
        if (body.messages.length < 200) break
        before = body.messages[0].message_id
      }
      const visitor = messages.filter(({ role }) => role === 'visitor').map(({ parts }) => parts.map(({ text = '' }) => text).join(''))
      const spoken = messages.filter(({ role, parts }) => role === 'agent' && parts.some(({ type }) => type === 'text' || type === 'error'))
      return { visitor: visitor.join('\n'), answers: spoken.length }
    }),
  )
}

async function until(holds: () => boolean) {
  for (const latest = performance.now() + patienceMs; !holds(); await sleep(50))
    if (performance.now() > latest) throw new Error('The deployment was not opened')
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

async function inParallel<T>(items: readonly T[], workers: number, work: (item: T) => Promise<void>) {
  const left = [...items]
  const run = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: workers }, run))
}
