import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchOptions, Figure } from '../bench.ts'
import { residentBytes, watchMemory } from '../process-stats.ts'
import { compare, interleave, type Pair } from './compare.ts'
import type { LoadProcess } from './load-process.ts'
import type { Subject } from './subject.ts'

const streams = 500
/** Slow enough that all are open at the same time. */
const script = 'chunks=25&gap=120'

/** 500 streams at once on a fresh server: how many are complete, and what each costs in memory. */
export async function measureStreams(pair: Pair<Subject>, load: LoadProcess, { short, log }: BenchOptions): Promise<Figure[]> {
  log(`${streams} streams at once`)
  let fewest = streams
  const memory = await interleave(pair, short ? 1 : 3, async subject => {
    const { complete, bytesEach, failures } = await measureOnce(subject, load)
    for (const failure of failures.slice(0, 3)) log(failure)
    if (subject === pair.ours) fewest = Math.min(fewest, complete)
    return bytesEach / 1024
  })
  return [
    {
      name: `complete streams of ${streams} at once`,
      goal: `${streams}`,
      measured: `${fewest}`,
      ok: fewest === streams,
      values: { complete: fewest },
    },
    compare({ name: 'memory per stream', unit: 'KiB', digits: 0, bound: { atMost: 1.5 } }, memory),
  ]
}

async function measureOnce(subject: Subject, load: LoadProcess) {
  const { target, pid, stop } = await subject.start()
  try {
    const ask = { target, stream: true }
    await load.carryOut({ ...ask, connections: 50, requests: 200, script: '' })
    await sleep(1000)
    const before = await residentBytes(pid)
    const watch = watchMemory(pid)
    const { durations, failures } = await load.carryOut({ ...ask, connections: streams, requests: streams, script })
    return { complete: durations.length, bytesEach: ((await watch.stop()) - before) / streams, failures }
  } finally {
    await stop()
  }
}
