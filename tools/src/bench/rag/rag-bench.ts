import type { Services } from '@craveva/core/context'
import type { Db } from '@craveva/core/db/database'
import { inCompany } from '@craveva/core/db/in-company'
import type { Embedder } from '@craveva/core/models/embedder'
import { createSearchMemory } from '@craveva/core/retrieval/memory/search-memory'
import { createRetrieve } from '@craveva/core/retrieval/retrieve'
import { directionOf } from '@craveva/core/retrieval/testing/direction-of'
import { embedChunks } from '@craveva/core/retrieval/vectors/embed-chunks.job'
import { fuseRetrieve } from '@craveva/core/retrieval/vectors/fuse-retrieve'
import { prepareVectorSearch } from '@craveva/core/retrieval/vectors/prepare-pgvector'
import type { Chunk } from '@craveva/core/sources/chunk'
import { openTemporaryDatabase } from '../../eval/temporary-database.ts'
import type { Bench, BenchOptions, Figure } from '../bench.ts'
import { createCompany, ourLoad, source } from '../search/our-load.ts'
import { createSyntheticLanguage, syntheticChunk, syntheticQuestion } from '../search/synthetic-text.ts'
import { median } from '../statistics.ts'
import { openEmbeddingServer } from './embedding-server.ts'
import { flatScan } from './flat-scan.ts'

const seed = 20_260_102
const dimensions = 1536
const company = 'cmp_rag'
const silent = { info() {}, warn() {} } as unknown as Services['log']
const jobs = { add: async () => {} } as unknown as Services['jobs']

/** What a question costs from the words to the passages, against the least that a search by meaning can do: one embedding and one look at every vector. */
export const ragBench: Bench = {
  name: 'rag',
  summary: 'a question over 10,000 passages with embeddings, against a flat scan and one embedding call',
  async run(options) {
    const database = await openTemporaryDatabase()
    const server = await openEmbeddingServer(dimensions)
    try {
      return await asking(database, server.embedder, options)
    } finally {
      await server.close()
      await database.close()
    }
  },
}

async function asking({ db, url }: { db: Db; url: string }, embedder: Embedder, { short, log }: BenchOptions): Promise<Figure[]> {
  const count = short ? 1000 : 10_000
  const language = createSyntheticLanguage(seed)
  const chunks = Array.from({ length: count }, (_, ordinal): Chunk => syntheticChunk(language, ordinal))
  await prepare(db, chunks)
  const vectors = await prepareVectorSearch(url, silent)
  log(`${count} passages, ${dimensions} dimensions, compared by ${vectors.kind === 'memory' ? 'this process' : vectors.kind}`)
  await embedChunks(
    { pool: db, embedder: { ...embedder, embed: async texts => texts.map(text => directionOf(text, dimensions)) }, vectors },
    { company_id: company, connection_id: source },
    new AbortController().signal,
  )
  const scan = flatScan(chunks.map(({ title, headings, body }) => directionOf([title, ...headings, body].join('\n'), dimensions)))
  const retrieve = fuseRetrieve(createRetrieve(db, createSearchMemory(), Date.now), { pool: db, embedder, log: silent, jobs, vectors })
  const floor: number[] = []
  const ours: number[] = []
  // In turns, so that what else the machine does meets both.
  for (let round = 0; round < (short ? 30 : 200); round++) {
    const question = syntheticQuestion(language)
    const start = performance.now()
    const [vector] = await embedder.embed([question], new AbortController().signal)
    if (vector) scan(vector, 8)
    const between = performance.now()
    const found = await retrieve(company, [source], question, [])
    if (found.length === 0) throw new Error('Nothing was found.')
    // The first few load what is kept.
    if (round < 10) continue
    floor.push(between - start)
    ours.push(performance.now() - between)
  }
  const ratio = median(ours) / median(floor)
  return [
    {
      name: `a question over ${count} passages, by words and meaning (${vectors.kind})`,
      goal: 'at most 1.5 x an embedding and a flat scan',
      measured: `${ratio.toFixed(2)} x (${median(ours).toFixed(1)} of ${median(floor).toFixed(1)} ms)`,
      ok: ratio <= 1.5,
      values: { ratio, ours: median(ours), floor: median(floor) },
    },
  ]
}

async function prepare(db: Db, chunks: readonly Chunk[]) {
  await createCompany(db, company)
  await inCompany(db, company, bound =>
    bound
      .insertInto('data_sources')
      .values({
        company_id: company,
        connection_id: source,
        source_name: 'Texts',
        source_type: 'file',
        mode: 'offline',
        status: 'connected',
        status_message: null,
      })
      .execute(),
  )
  await ourLoad(db, company, chunks)
}
