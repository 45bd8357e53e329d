import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench } from '../bench.ts'
import { spawnProgram } from '../spawn-program.ts'
import { openBenchDatabase } from './bench-database.ts'
import { floor } from './floor.ts'
import { helpPages } from './knowledge.ts'
import { startLoadProcess } from './load-process.ts'
import { ours } from './ours.ts'
import { measureSpeed } from './speed.ts'
import { measureStreams } from './streams.ts'

/** Chat compared with a floor, both over the same mock model and the same PostgreSQL, in interleaved rounds. */
export const chatBench: Bench = {
  name: 'chat',
  summary: 'chat against a minimal server: latency, throughput, first words, memory, CPU',
  async run(options) {
    const undo: (() => unknown)[] = []
    try {
      const database = await openBenchDatabase(options.log)
      undo.push(database.stop)
      const mock = await spawnProgram([mockModel], {}, output => output.includes('http://'))
      undo.push(mock.stop)
      const load = startLoadProcess()
      undo.push(load.stop)
      const dataDir = await mkdtemp(join(tmpdir(), 'craveva-bench-'))
      undo.push(() => rm(dataDir, { recursive: true, force: true }))
      const modelUrl = mock.output().trim()
      const pair = {
        floor: floor(database.floorUrl, modelUrl),
        ours: ours({ databaseUrl: database.oursUrl, modelUrl, dataDir, knowledge: helpPages }),
      }
      return [...(await measureSpeed(pair, load, options)), ...(await measureStreams(pair, load, options))]
    } finally {
      for (const step of undo.reverse()) await step()
    }
  },
}

const mockModel = fileURLToPath(new URL('../../mock-model/main.ts', import.meta.url))
