import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import type { Bench, Figure } from '../bench.ts'
import { openBenchDatabase } from '../chat/bench-database.ts'
import { freePort } from '../free-port.ts'
import { spawnProgram } from '../spawn-program.ts'
import { median } from '../statistics.ts'
import { cpuOf } from './cpu-of.ts'
import { prepareCaller } from './prepare-caller.ts'

const bareServer = fileURLToPath(new URL('bare-server.ts', import.meta.url))
const ourServer = fileURLToPath(new URL('our-server.ts', import.meta.url))
const goal = 1.5
/** Requests under way at once, so that the server is never idle. */
const crowd = 16

interface Subject {
  readonly name: string
  /** Milliseconds of CPU so far. */
  readonly cpu: () => Promise<number>
  readonly connections: Pool
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** One round of one subject, for each request. */
interface Measured {
  /** Milliseconds from one answer to the next one's, alone. */
  readonly alone: number
  /** The same in a crowd: what a request costs where the server is the bottleneck. */
  readonly crowded: number
  /** Milliseconds of CPU, of the server's process and of PostgreSQL's that work for it. */
  readonly cpu: number
}

/** What identifying, limiting, validating, isolating and checking add to a request, against one query in a bare Express handler. */
export const middlewareBench: Bench = {
  name: 'middleware',
  summary: 'the way of a request to its handler, against a bare Express handler with one query',
  async run({ short, log }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'craveva-bench-'))
    const database = await openBenchDatabase(log)
    const stops: (() => Promise<unknown>)[] = []
    try {
      const start = async (program: string, application: string) => {
        const port = await freePort()
        const settings = { PORT: String(port), DATABASE_URL: database.oursUrl, DATA_DIR: dataDir, PGAPPNAME: application }
        const server = await spawnProgram([program], settings, output => output.includes('ready'))
        stops.push(() => server.stop())
        return { url: `http://127.0.0.1:${port}`, cpu: () => cpuOf(database.oursUrl, server.pid, application) }
      }
      const ours = await start(ourServer, 'ours')
      const { agentId, token, key } = await prepareCaller(ours.url)
      const bare = await start(bareServer, 'bare')
      const pool = (origin: string) => {
        const connections = new Pool(origin, { connections: crowd })
        stops.push(() => connections.destroy())
        return connections
      }
      const atOurs = { cpu: ours.cpu, connections: pool(ours.url), path: `/bench/agents/${agentId}` }
      const atBare = { cpu: bare.cpu, connections: pool(bare.url), path: `/agents/${agentId}`, headers: {} }
      const subjects: Subject[] = [
        { name: 'bare', ...atBare },
        { name: 'login', ...atOurs, headers: { authorization: `Bearer ${token}` } },
        { name: 'key', ...atOurs, headers: { authorization: `Bearer ${key}` } },
      ]
      return figures(await measureInTurns(subjects, short ? { rounds: 2, requests: 150 } : { rounds: 9, requests: 200 }, log))
    } finally {
      for (const stop of stops.reverse()) await stop()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function measureInTurns(
  subjects: readonly Subject[],
  { rounds, requests }: { rounds: number; requests: number },
  log: (line: string) => void,
) {
  for (const subject of subjects) await measure(subject, requests)
  const measured = new Map<string, Measured[]>(subjects.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) measured.get(subject.name)?.push(await measure(subject, requests))
    const said = subjects.map(({ name }) => `${name} ${measured.get(name)?.at(-1)?.cpu.toFixed(3)} ms`)
    log(`round ${round + 1}: ${said.join(', ')}`)
  }
  return measured
}

async function measure(subject: Subject, requests: number): Promise<Measured> {
  const alone = await timeOf(() => send(subject, requests / 4))
  const before = await subject.cpu()
  const crowded = await timeOf(() => Promise.all(Array.from({ length: crowd }, () => send(subject, (requests * 4) / crowd))))
  return { alone: alone / (requests / 4), crowded: crowded / (requests * 4), cpu: ((await subject.cpu()) - before) / (requests * 4) }
}

async function timeOf(work: () => Promise<unknown>) {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** One request after the other. Throws for an answer that is not 200. */
async function send({ connections, path, headers }: Subject, times: number) {
  for (let n = 0; n < times; n++) {
    const { statusCode, body } = await connections.request({ method: 'GET', path, headers })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode} ${text}`)
  }
}

function figures(measured: ReadonlyMap<string, readonly Measured[]>): Figure[] {
  const of = (name: string, what: keyof Measured) => median((measured.get(name) ?? []).map(one => one[what]))
  const words = { cpu: 'CPU of the server and of PostgreSQL', crowded: 'time in a crowd', alone: 'time alone' }
  return (['login', 'key'] as const).flatMap(name =>
    (['cpu', 'crowded', 'alone'] as const).map(what => {
      const [ours, floor] = [of(name, what), of('bare', what)]
      const ratio = ours / floor
      const isGoal = what === 'cpu'
      return {
        name: `a request by ${name}: ${words[what]}`,
        goal: isGoal ? `at most ${goal} x` : '',
        measured: `${ratio.toFixed(2)} x (${ours.toFixed(3)} against ${floor.toFixed(3)} ms)`,
        ok: isGoal ? ratio <= goal : null,
        values: { ratio, ours, floor },
      }
    }),
  )
}
