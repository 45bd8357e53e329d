import type { Db } from '@craveva/core/db/database'
import { createSearchMemory } from '@craveva/core/retrieval/memory/search-memory'
import { search } from '@craveva/core/retrieval/search'
import type { Chunk } from '@craveva/core/sources/chunk'
import { openTemporaryDatabase } from '../../eval/temporary-database.ts'
import type { Bench, BenchOptions, Figure } from '../bench.ts'
import { median, percentile } from '../statistics.ts'
import { createCompany, ourLoad, source } from './our-load.ts'
import { plainLoad } from './plain-load.ts'
import { createSyntheticLanguage, type SyntheticLanguage, syntheticChunk, syntheticQuestion } from './synthetic-text.ts'

const seed = 20_260_101
const goals = [
  { chunks: 10_000, goal: 30 },
  { chunks: 100_000, goal: 80 },
]

/** Search over many passages with questions full of common words, and indexing against what PostgreSQL does alone. */
export const searchBench: Bench = {
  name: 'search',
  summary: 'search over 10,000 and 100,000 passages; indexing against COPY with a full-text index',
  async run(options) {
    const database = await openTemporaryDatabase()
    try {
      const language = createSyntheticLanguage(seed)
      return [await loading(database.db, database.url, language, options), ...(await searching(database.db, language, options))]
    } finally {
      await database.close()
    }
  },
}

/** The same passages both ways, in turns. */
async function loading(db: Db, url: string, language: SyntheticLanguage, { short, log }: BenchOptions): Promise<Figure> {
  const size = short ? 1000 : 10_000
  const chunks = passages(language, size)
  const ratios: number[] = []
  for (let round = 0; round < (short ? 1 : 3); round += 1) {
    const plain = await plainLoad(url, chunks)
    await createCompany(db, `cmp_load${round}`)
    const ours = await ourLoad(db, `cmp_load${round}`, chunks)
    log(`${size} passages: COPY and index ${Math.round(plain)} ms, ours ${Math.round(ours)} ms`)
    ratios.push(ours / plain)
  }
  const ratio = median(ratios)
  return {
    name: `indexing ${size} passages`,
    goal: 'at most 2 x COPY and index',
    measured: `${ratio.toFixed(2)} x`,
    ok: ratio <= 2,
    values: { ratio },
  }
}

async function searching(db: Db, language: SyntheticLanguage, { short, log }: BenchOptions): Promise<Figure[]> {
  const company = 'cmp_search'
  await createCompany(db, company)
  const figures: Figure[] = []
  let indexed = 0
  for (const { chunks, goal } of short ? goals.slice(0, 1) : goals) {
    const ms = await ourLoad(db, company, passages(language, chunks - indexed), indexed)
    log(`${chunks - indexed} more passages indexed in ${(ms / 1000).toFixed(1)} s`)
    indexed = chunks
    const times = await askAll(
      db,
      company,
      Array.from({ length: short ? 60 : 300 }, () => syntheticQuestion(language)),
    )
    const p95 = percentile(times, 0.95)
    log(`median ${median(times).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms`)
    figures.push({
      name: `search over ${chunks} passages, p95`,
      goal: `under ${goal} ms`,
      measured: `${p95.toFixed(1)} ms`,
      ok: p95 < goal,
      values: { p95, median: median(times) },
    })
  }
  return figures
}

async function askAll(db: Db, company: string, questions: readonly string[]): Promise<number[]> {
  const memory = createSearchMemory()
  const times: number[] = []
  const warmUp = questions.slice(0, 30)
  for (const question of [...warmUp, ...questions]) {
    const start = performance.now()
    await search(db, memory, company, { question, dataSourceIds: [source], limit: 8, now: Date.now() })
    times.push(performance.now() - start)
  }
  return times.slice(warmUp.length)
}

const passages = (language: SyntheticLanguage, count: number): Chunk[] =>
  Array.from({ length: count }, (_, ordinal) => syntheticChunk(language, ordinal))
