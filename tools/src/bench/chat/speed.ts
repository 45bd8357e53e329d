import type { BenchOptions, Figure } from '../bench.ts'
import { cpuMs } from '../process-stats.ts'
import { median, percentile } from '../statistics.ts'
import { compare, interleave, type Pair } from './compare.ts'
import type { LoadPlan, LoadResult } from './load-plan.ts'
import type { LoadProcess } from './load-process.ts'
import type { RunningSubject, Subject } from './subject.ts'

/** Both servers running, and how to put one of them under load. */
interface Scene {
  readonly running: Pair<RunningSubject>
  readonly short: boolean
  ask(one: RunningSubject, plan: Partial<LoadPlan>): Promise<LoadResult>
}

const steps: readonly { readonly doing: string; readonly measure: (scene: Scene) => Promise<Figure[]> }[] = [
  { doing: 'warming up', measure: warmUp },
  { doing: 'latency at one connection', measure: measureLatency },
  { doing: 'requests at 128 connections', measure: measureRate },
  { doing: 'first text with 100 streams at once', measure: measureFirstText },
  { doing: 'latency when every question is searched for', measure: measureSearching },
]

/** Latency, requests a second, CPU, and the time to the first text. */
export async function measureSpeed(pair: Pair<Subject>, load: LoadProcess, { short, log }: BenchOptions): Promise<Figure[]> {
  log('starting both servers')
  const running = { floor: await pair.floor.start(), ours: await pair.ours.start() }
  const scene: Scene = { running, short, ask: (one, plan) => askAll(load, one, plan) }
  const figures: Figure[] = []
  try {
    for (const { doing, measure } of steps) {
      log(doing)
      figures.push(...(await measure(scene)))
    }
    return figures
  } finally {
    await running.ours.stop()
    await running.floor.stop()
  }
}

/** A failed request ends the bench, since figures of half a server are worth nothing. */
async function askAll(load: LoadProcess, { name, target }: RunningSubject, plan: Partial<LoadPlan>) {
  const result = await load.carryOut({ target, connections: 1, stream: false, script: '', ...plan })
  if (result.failures.length > 0) throw new Error(`${name} failed under load:\n${result.failures.slice(0, 3).join('\n')}`)
  return result
}

async function warmUp({ running, short, ask }: Scene) {
  await interleave(running, 1, async one => (await ask(one, { connections: 16, requests: short ? 200 : 800 })).seconds)
  await interleave(running, 1, async one => (await ask(one, { connections: 16, requests: 100, stream: true })).seconds)
  return []
}

async function measureLatency({ running, short, ask }: Scene) {
  const rounds = await interleave(running, short ? 3 : 7, async one => median((await ask(one, { requests: short ? 40 : 100 })).durations))
  return [compare({ name: 'chat p50 at 1 connection', unit: 'ms', digits: 2, bound: { atMost: 3 } }, rounds)]
}

async function measureRate({ running, short, ask }: Scene) {
  const cpu = { floor: [] as number[], ours: [] as number[] }
  const rates = await interleave(running, short ? 2 : 3, async one => {
    const before = await cpuMs(one.pid)
    const { durations, seconds } = await ask(one, { connections: 128, seconds: short ? 2 : 5 })
    cpu[one.name].push(((await cpuMs(one.pid)) - before) / durations.length)
    return durations.length / seconds
  })
  return [
    compare({ name: 'requests/s at 128 connections', unit: '/s', digits: 0, bound: { atLeast: 0.3 } }, rates),
    compare({ name: 'CPU per chat at 128 connections', unit: 'ms', digits: 2, bound: null }, cpu),
  ]
}

async function measureFirstText({ running, short, ask }: Scene) {
  const rounds = await interleave(running, short ? 2 : 5, async one => {
    const { firstTexts } = await ask(one, { connections: 100, requests: 300, stream: true, script: 'gap=20' })
    return percentile(firstTexts, 0.99)
  })
  return [compare({ name: 'first text p99, 100 streams at once', unit: 'ms', digits: 1, bound: { atMost: 3 } }, rounds)]
}

/** Told without a goal: the floor does not search, so this says what searching costs, not how the servers compare. */
async function measureSearching({ running, short, ask }: Scene) {
  const cpu = { floor: [] as number[], ours: [] as number[] }
  const rounds = await interleave(running, short ? 2 : 3, async one => {
    const before = await cpuMs(one.pid)
    const { durations } = await ask(one, { target: one.searching, requests: short ? 40 : 100 })
    cpu[one.name].push(((await cpuMs(one.pid)) - before) / durations.length)
    return median(durations)
  })
  return [
    compare({ name: 'chat p50 at 1 connection, searching', unit: 'ms', digits: 2, bound: null }, rounds),
    compare({ name: 'CPU per chat at 1 connection, searching', unit: 'ms', digits: 2, bound: null }, cpu),
  ]
}
