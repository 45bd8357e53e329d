import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServiceKey } from '@craveva/core/channels/create-service-key'
import { openDatabase } from '@craveva/core/db/open-database'
import { createTestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import { execute } from '@craveva/testing/execute'
import pg from 'pg'
import { residentBytes, watchMemory } from '../bench/process-stats.ts'
import type { ChildOptions, ShopChange } from './adapter-child.ts'
import { rareWords } from './rare-words.ts'
import { openDouble, type ShopName } from './shop-doubles.ts'

export interface SyncOptions {
  readonly name: ShopName
  readonly products: number
  /** How often the adapter is killed while it reads; at a moment that `random` (0 to 1) tells. */
  readonly kills: number
  readonly random: () => number
  /** Opens a server without adapters of its own for the platform. */
  readonly openServer: (name: ShopName) => Promise<SyncServer>
  readonly log: (line: string) => void
}

export interface SyncServer {
  readonly apiUrl: string
  readonly databaseUrl: string
  readonly pid: number
  stop(): Promise<void>
}

/** What reading a whole catalogue came to. */
export interface Synced {
  readonly seconds: number
  /** Of both processes over what they had before. */
  readonly megabytes: number
  readonly documents: number
  /** Requests to the platform of a reading without a stop, and of all processes together that were killed in between. */
  readonly calls: number
  readonly callsWithKills: number
  readonly documentsWithKills: number
  /** Operations that the platform was made to do for the reading in all those processes. */
  readonly begunWithKills: number
  /** Documents written by later readings, and how many should have been. */
  readonly rewritten: number
  readonly changed: number
  /** Whether a changed text is found, and one that is gone is not kept. */
  readonly found: boolean
  readonly left: number
}

const noChange: ShopChange = { describe: [], remove: [] }
const patienceMs = 600_000
const day = 24 * 3600_000

/** Reads a catalogue whole, again after changes, and once more from the beginning while the adapter is killed. */
export async function syncShop({ name, products, kills, random, openServer, log }: SyncOptions): Promise<Synced> {
  const double = await openDouble(name)
  const app = await openServer(name)
  await double.close()
  const children = new Set<ChildProcess>()
  const folder = await mkdtemp(join(tmpdir(), 'craveva-double-'))
  const keptIn = join(folder, 'kept.json')
  const begun = async () => (JSON.parse(await readFile(keptIn, 'utf8').catch(() => '[]')) as unknown[]).length
  try {
    const pool = await openDatabase(app.databaseUrl, { maxConnections: 1 })
    const token = await createServiceKey(pool, name, 'sync').finally(() => pool.destroy())
    const begin = (more: Partial<ChildOptions> = {}) =>
      startChild({ name, products, apiUrl: app.apiUrl, token, allDocuments: day, change: noChange, keptIn, ...more }, children)

    const first = await deploy(app, name, double.settings)
    const idle = await residentBytes(app.pid)
    await first.free()
    const whole = begin()
    const own = watchMemory(app.pid)
    await waitFor(() => whole.calls() > 0, undefined, patienceMs)
    const idleChild = await residentBytes(whole.pid)
    const childs = watchMemory(whole.pid)
    const began = performance.now()
    await first.synced(1)
    const seconds = (performance.now() - began) / 1000
    const [ofServer, ofAdapter] = [((await own.stop()) - idle) / 1e6, ((await childs.stop()) - idleChild) / 1e6]
    const megabytes = ofServer + ofAdapter
    const calls = whole.calls()
    await whole.kill()
    const documents = await first.count()
    log(
      `${name}: ${documents} products in ${seconds.toFixed(1)} s, ${ofServer.toFixed(0)} MB more in the server, ${ofAdapter.toFixed(0)} MB in the adapter with the double`,
    )

    const change = { describe: [1, Math.floor(products / 2), products - 2], remove: [3] }
    const before = await first.now()
    await first.free()
    const again = begin({ change, allDocuments: 0 })
    // The first to end may be one that was under way when its process was killed, and knows nothing of the changes.
    await first.synced(2)
    await first.synced(3)
    await again.kill()
    const rewritten = await first.writtenSince(before)
    const found = await first.finds(rareWords[1] ?? '')
    const left = await first.count()

    const second = await deploy(app, name, double.settings)
    const begunBefore = await begun()
    let callsWithKills = 0
    for (let kill = 0; kill < kills; kill++) {
      await second.free()
      const killed = begin()
      const until = Math.floor(calls * ((kill + 0.2 + random() * 0.6) / (kills + 1)))
      await waitFor(
        () => callsWithKills + killed.calls() > until,
        () => 'it reads',
        patienceMs,
      )
      await killed.kill()
      callsWithKills += killed.calls()
    }
    await second.free()
    const last = begin()
    await second.synced(1)
    callsWithKills += last.calls()
    await last.kill()
    return {
      seconds,
      megabytes,
      documents,
      calls,
      callsWithKills,
      begunWithKills: (await begun()) - begunBefore,
      documentsWithKills: await second.count(),
      rewritten,
      changed: change.describe.length,
      found,
      left,
    }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function startChild(options: ChildOptions, children: Set<ChildProcess>) {
  const file = fileURLToPath(new URL('adapter-child.ts', import.meta.url))
  const child = fork(file, [JSON.stringify(options)], {
    execArgv: ['--conditions=source', '--max-semi-space-size=2'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.add(child)
  let calls = 0
  child.on('message', count => {
    calls = Number(count)
  })
  return {
    pid: child.pid ?? 0,
    calls: () => calls,
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      children.delete(child)
    },
  }
}

/** A company with one agent, deployed to the shop. Only one of them is active at a time, so that a child takes that one. */
async function deploy(app: SyncServer, name: ShopName, settings: object) {
  const anonymous = createTestClient(app.apiUrl, null)
  const person = { email: `${randomBytes(6).toString('hex')}@example.com`, password: 'SecurePassword123!', full_name: 'John Doe' }
  const owner = createTestClient(
    app.apiUrl,
    String((await anonymous.post('/auth/register', { ...person, company_name: 'Example Corp' })).body.token),
  )
  const agent = await owner.post('/agents', { name: 'Shop helper', type: 'product_advisor' })
  const { body } = await owner.post('/deployments/ecommerce', { agent_id: agent.body.agent.agent_id, platform: name, config: settings })
  const deploymentId = String(body.deployment.deployment_id)
  const source = async () => (await owner.get('/data-sources')).body.data_sources[0]
  let synced = ''
  const ask = async (text: string, values: readonly string[] = []) => {
    const client = new pg.Client({ connectionString: app.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ value: unknown }>(text, [...values])
    await client.end()
    return rows[0]?.value
  }
  return {
    /** Whoever held it was killed: nobody needs to wait for the end of the lease. */
    free: () =>
      execute(
        app.databaseUrl,
        `update deployment_leases set holder = null, expires_at = '-infinity', wanted = deployment_id = '${deploymentId}'`,
      ),
    async synced(time: number) {
      await waitFor(
        async () => {
          const detail = await source()
          const at = detail && (await owner.get(`/data-sources/${detail.connection_id}`)).body.data_source.synced_at
          if (!at || at === synced) return false
          synced = at
          return true
        },
        () => `reading ${time} of ${name} ends`,
        patienceMs,
      )
    },
    count: async () => Number((await source())?.document_count ?? 0),
    now: async () => String(await ask('select now()::text as value')),
    writtenSince: async (time: string) => Number(await ask('select count(*) as value from documents where updated_at > $1', [time])),
    async finds(word: string) {
      const { body: answer } = await owner.post(`/agents/${agent.body.agent.agent_id}/execute`, { input: `Tell me about ${word}` })
      return JSON.stringify(answer.citations ?? answer).includes(word)
    },
  }
}
