import type { BenchOptions, Figure } from '../bench.ts'
import { cpuMs } from '../process-stats.ts'
import { median, percentile } from '../statistics.ts'
import { compare, interleave, type Pair } from './compare.ts'
import type { LoadPlan, LoadResult } from './load-plan.ts'
import type { LoadProcess } from './load-process.ts'
import type { RunningSubject, Subject } from './subject.ts'

type Ask = (one: RunningSubject, plan: Partial<LoadPlan>) => Promise<LoadResult>

/** Latency at one connection, requests a second and CPU at 128, first text with 100 streams. */
export async function measureSpeed(pair: Pair<Subject>, load: LoadProcess, { short, log }: BenchOptions): Promise<Figure[]> {
  log('starting both servers')
  const floor = await pair.floor.start()
  const ours = await pair.ours.start()
  const running = { floor, ours }
  const ask = asker(load)
  try {
    log('warming up')
    await interleave(running, 1, async one => (await ask(one, { connections: 16, requests: short ? 200 : 800 })).seconds)
    await interleave(running, 1, async one => (await ask(one, { connections: 16, requests: 100, stream: true })).seconds)

    log('latency at one connection')
    const latencies = await interleave(running, short ? 3 : 7, async one =>
      median((await ask(one, { connections: 1, requests: short ? 40 : 100 })).durations),
    )
    log('requests at 128 connections')
    const cpu = { floor: [] as number[], ours: [] as number[] }
    const rates = await interleave(running, short ? 2 : 3, async one => {
      const before = await cpuMs(one.pid)
      const { durations, seconds } = await ask(one, { connections: 128, seconds: short ? 2 : 5 })
      cpu[one.name].push(((await cpuMs(one.pid)) - before) / durations.length)
      return durations.length / seconds
    })
    log('first text with 100 streams at once')
    const firstTexts = await interleave(running, short ? 2 : 5, async one =>
      percentile((await ask(one, { connections: 100, requests: 300, stream: true, script: 'gap=20' })).firstTexts, 0.99),
    )
    return [
      compare({ name: 'chat p50 at 1 connection', unit: 'ms', digits: 2, bound: { atMost: 3 } }, latencies),
      compare({ name: 'requests/s at 128 connections', unit: '/s', digits: 0, bound: { atLeast: 0.3 } }, rates),
      compare({ name: 'CPU per chat', unit: 'ms', digits: 2, bound: null }, cpu),
      compare({ name: 'first text p99, 100 streams at once', unit: 'ms', digits: 1, bound: { atMost: 3 } }, firstTexts),
    ]
  } finally {
    await ours.stop()
    await floor.stop()
  }
}

/** Puts a server under load; a failed request ends the bench, since figures of half a server are worth nothing. */
export const asker =
  (load: LoadProcess): Ask =>
  async ({ name, target }, plan) => {
    const result = await load.carryOut({ target, connections: 1, stream: false, script: '', ...plan })
    if (result.failures.length > 0) throw new Error(`${name} failed under load:\n${result.failures.slice(0, 3).join('\n')}`)
    return result
  }
