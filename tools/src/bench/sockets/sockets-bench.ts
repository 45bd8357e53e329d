import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Bench, Figure } from '../bench.ts'
import { openBenchDatabase } from '../chat/bench-database.ts'
import { freePort } from '../free-port.ts'
import { openLiveMemory } from '../live-memory.ts'
import { startOurServer } from '../our-server.ts'
import { cpuMs, residentBytes } from '../process-stats.ts'
import { spawnProgram } from '../spawn-program.ts'
import { type Crowd, connectAll } from './crowd.ts'
import { prepareConversations } from './prepare-conversations.ts'

const bareServer = fileURLToPath(new URL('bare-server.ts', import.meta.url))

/** What one server needed for the crowd. */
interface Measured {
  /** Events that reached their receiver, for each millisecond of the server's processor time. */
  readonly relayedPerMs: number
  /** Alive on the heap and beside it. */
  readonly bytesPerSocket: number
  /** By which the process grew. */
  readonly residentPerSocket: number
}

/** Operators in pairs, each telling the other that they are writing; beside a server that gives every event back to its sender. */
export const socketsBench: Bench = {
  name: 'sockets',
  summary: 'operators on socket.io: events relayed and memory of each, against a bare socket.io echo',
  async run({ short, log }) {
    const sockets = short ? 60 : 1000
    const events = short ? 10 : 20
    const dataDir = await mkdtemp(join(tmpdir(), 'craveva-bench-'))
    const database = await openBenchDatabase(log)
    try {
      log(`${sockets} sockets at a bare server`)
      const port = await freePort()
      const barePort = await freePort()
      const bare = await spawnProgram([inspect(barePort), bareServer], { PORT: String(port) }, output => output.includes('ready'))
      const floor = await measure(
        { pid: bare.pid, inspector: barePort },
        () =>
          connectAll(
            `http://127.0.0.1:${port}`,
            '',
            Array.from({ length: sockets }, () => null),
          ),
        events,
      )
      await bare.stop()

      log(`${sockets} operators at ours`)
      const ourPort = await freePort()
      const inspector = await freePort()
      const settings = {
        NODE_OPTIONS: inspect(inspector),
        DATABASE_URL: database.oursUrl,
        DATA_DIR: dataDir,
        ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      }
      const server = await startOurServer(['--no-demo'], { PORT: String(ourPort), ...settings })
      const { token, conversationIds } = await prepareConversations(server.url, sockets / 2)
      const watched = conversationIds.flatMap(id => [id, id])
      const ours = await measure({ pid: server.pid, inspector }, () => connectAll(server.url, token, watched), events)
      await server.stop()
      return figures(sockets, floor, ours)
    } finally {
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

const inspect = (port: number) => `--inspect=127.0.0.1:${port}`

/**
 * Connects one pair first, so that what is loaded once does not count as that of each. Memory is what is alive after garbage was collected: a process that did
 * much before, as ours did, has room in its heap that would hide what sockets take.
 */
async function measure(
  { pid, inspector }: { pid: number; inspector: number },
  connect: () => Promise<{ first: Crowd; all: () => Promise<Crowd> }>,
  events: number,
): Promise<Measured> {
  const { first, all } = await connect()
  await first.exchange(Math.min(events, 5))
  await sleep(3000)
  const memory = await openLiveMemory(inspector)
  const before = { alive: await memory.bytes(), resident: await residentBytes(pid) }
  const crowd = await all()
  await sleep(3000)
  const bytesPerSocket = ((await memory.bytes()) - before.alive) / crowd.size
  const residentPerSocket = ((await residentBytes(pid)) - before.resident) / crowd.size
  memory.close()
  await crowd.exchange(Math.ceil(events / 4))
  const cpuBefore = await cpuMs(pid)
  const relayed = await crowd.exchange(events)
  const relayedPerMs = relayed / ((await cpuMs(pid)) - cpuBefore)
  first.close()
  crowd.close()
  return { relayedPerMs, bytesPerSocket, residentPerSocket }
}

function figures(sockets: number, floor: Measured, ours: Measured): Figure[] {
  const relay = ours.relayedPerMs / floor.relayedPerMs
  const memory = ours.bytesPerSocket / floor.bytesPerSocket
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
  return [
    {
      name: `relay of ${sockets} operators’ sockets, events a CPU ms`,
      goal: 'at least 0.5 x a bare echo',
      measured: `${relay.toFixed(2)} x (${ours.relayedPerMs.toFixed(1)} of ${floor.relayedPerMs.toFixed(1)})`,
      ok: relay >= 0.5,
      values: { relay, ours: ours.relayedPerMs, bare: floor.relayedPerMs },
    },
    {
      name: 'memory of one socket',
      goal: 'at most 1.5 x a bare one',
      measured: `${memory.toFixed(2)} x (${kib(ours.bytesPerSocket)} of ${kib(floor.bytesPerSocket)})`,
      ok: memory <= 1.5,
      values: { memory, ours: ours.bytesPerSocket, bare: floor.bytesPerSocket },
    },
    {
      name: 'by which the process grew for one socket',
      goal: '',
      measured: `${kib(ours.residentPerSocket)} of ${kib(floor.residentPerSocket)}`,
      ok: null,
      values: { ours: ours.residentPerSocket, bare: floor.residentPerSocket },
    },
  ]
}
