import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FakeBotApi, startFakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'
import { createTestClient } from '@craveva/core/testing/test-client'
import { createRandom } from '../mock-model/random.ts'
import { countEffects } from './channel/count-effects.ts'
import { type Acknowledged, deliverEvents, newEvent, patienceMs, type Sent, shuffled } from './channel/deliver-events.ts'
import { startFloor } from './channel/floor.ts'
import { startServers } from './channel/servers.ts'
import type { Verification, VerifyOptions } from './verification.ts'

const timesDelivered = 5
/** Milliseconds after which a killed server is back, and its deployment taken over. */
const calmAfterMs = 30_000

/** Delivers every event of a channel several times and shuffled, and kills the server in each round, wherever it is between receiving and delivering. */
export const channelKills: Verification = {
  name: 'channel-kills',
  summary: 'events of a channel, each delivered 5 times and shuffled, while the server is killed once in every round of 50 events',
  run: options => run(options, { processes: 1, chats: 10, eventsInRound: 50, killWithinMs: 1500 }),
}

/** The same by two servers, of which one has the deployment and the other passes on, until it takes over. */
export const channelTakeOvers: Verification = {
  name: 'channel-takeovers',
  summary: 'the same through two servers of one database, of which one is killed in every round of 500 events',
  run: options => run(options, { processes: 2, chats: 50, eventsInRound: 500, killWithinMs: 8000 }),
}

interface Shape {
  readonly processes: number
  readonly chats: number
  readonly eventsInRound: number
  readonly killWithinMs: number
}

async function run({ rounds, seed, log }: VerifyOptions, { processes, chats, eventsInRound, killWithinMs }: Shape) {
  const drawn = createRandom(seed)
  const random = () => drawn.below(1_000_000) / 1_000_000
  const fake = await startFakeBotApi()
  const servers = await startServers(processes, { PUBLIC_URL: 'https://hooks.test', TELEGRAM_API_ROOT: fake.url })
  const floor = await startFloor()
  const events: Sent[] = []
  const told: Acknowledged = { waits: [], calmWaits: [], refused: 0 }
  let lastKill = Number.NEGATIVE_INFINITY
  try {
    const deploymentId = await deploy(servers.urls[0] ?? '', fake)
    await until(() => fake.hooks.size > 0)
    const hooks = servers.urls.map(url => `${url}/hooks/telegram/${deploymentId}`)
    for (let round = 0; round < rounds; round++) {
      const fresh = Array.from({ length: eventsInRound }, (_, index) =>
        newEvent(fake, `e${round}.${index};`, 1 + (index % chats), round * eventsInRound + index),
      )
      events.push(...fresh)
      const all = shuffled(Array.from({ length: timesDelivered }, () => fresh).flat(), random)
      const delivering = deliverEvents(all, { hooks, fake, random, told, isCalm: () => performance.now() - lastKill > calmAfterMs })
      await sleep(50 + random() * killWithinMs)
      lastKill = performance.now()
      await servers.kill(drawn.below(processes))
      await delivering
      log(
        `round ${round + 1}, ${events.length} events, ${told.waits.length} acknowledgements, ${atPercentile(told.waits, 99)} ms p99, bare ${atPercentile(floor.waits, 99)} ms`,
      )
    }
    const { counts, faults } = await countEffects(await signIn(servers.urls[0] ?? ''), fake, events)
    return {
      tried: events.length,
      counts: { acknowledgements: told.waits.length, refused: told.refused, ...counts },
      faults,
      notes: [
        `acknowledged within ${atPercentile(told.waits, 50)} ms (p50), ${atPercentile(told.waits, 99)} ms (p99), ${atPercentile(told.waits, 100)} ms (all)`,
        `${told.calmWaits.length} of them more than ${calmAfterMs / 1000} s after a kill: ${atPercentile(told.calmWaits, 50)} ms (p50), ${atPercentile(told.calmWaits, 99)} ms (p99)`,
        `a bare server, at the same time: ${atPercentile(floor.waits, 50)} ms (p50), ${atPercentile(floor.waits, 99)} ms (p99)`,
        `load of the machine at the end: ${loadavg()
          .map(load => load.toFixed(1))
          .join(', ')}`,
      ],
    }
  } finally {
    await floor.stop()
    await servers.stop()
    await fake.stop()
  }
}

const owner = { email: 'owner@example.com', password: 'SecurePassword123!' }

async function deploy(url: string, fake: FakeBotApi) {
  const anonymous = createTestClient(`${url}/api/v1`, null)
  const { body } = await anonymous.post('/auth/register', { ...owner, full_name: 'John Doe', company_name: 'Example Corp' })
  const client = createTestClient(`${url}/api/v1`, String(body.token))
  const agent = await client.post('/agents', { name: 'Helper', type: 'customer_support' })
  const config = { bot_token: fake.bots[0]?.token, streaming: 'off', mode: 'webhook', merge_ms: 100 }
  const deployed = await client.post('/deployments/messaging', { agent_id: agent.body.agent.agent_id, platform: 'telegram', config })
  return String(deployed.body.deployment.deployment_id)
}

async function signIn(url: string) {
  const { body } = await createTestClient(`${url}/api/v1`, null).post('/auth/login', owner)
  return createTestClient(`${url}/api/v1`, String(body.token))
}

async function until(holds: () => boolean) {
  for (const latest = performance.now() + patienceMs; !holds(); await sleep(50))
    if (performance.now() > latest) throw new Error('The deployment was not opened')
}

function atPercentile(waits: readonly number[], percent: number) {
  const ordered = waits.toSorted((a, b) => a - b)
  return (ordered[Math.max(0, Math.ceil((ordered.length * percent) / 100) - 1)] ?? 0).toFixed(0)
}
