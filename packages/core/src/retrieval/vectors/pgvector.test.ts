import { randomBytes } from 'node:crypto'
import { migrate } from '@craveva/core/db/migrate'
import { databaseUrl } from '@craveva/testing/database-url'
import { execute } from '@craveva/testing/execute'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import { openDatabase } from '../../db/open-database.ts'
import type { Embedder } from '../../models/embedder.ts'
import { directionOf } from '../testing/direction-of.ts'
import { embedChunks } from './embed-chunks.job.ts'
import { prepareVectorSearch } from './prepare-pgvector.ts'
import { createVectorMemory } from './vector-memory.ts'

const dimensions = 32
const quiet = { info() {}, warn() {} } as unknown as Services['log']

/** The server of the tests, else one on this machine, that has pgvector; null without any. */
async function findServer(): Promise<string | null> {
  for (const url of [inject('testServer').url, 'postgres://root@127.0.0.1:5432/postgres', 'postgres://postgres@127.0.0.1:5432/postgres']) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
    const found = await client
      .connect()
      .then(() => client.query("select from pg_available_extensions where name = 'vector'"))
      .catch(() => null)
    await client.end().catch(() => {})
    if (found?.rowCount) return url
  }
  return null
}

const server = await findServer()
if (!server) console.warn('pgvector is not tested: neither the server of the tests nor one at 127.0.0.1:5432 has it')

const name = `craveva_vectors_${randomBytes(5).toString('hex')}`
const url = server === null ? '' : databaseUrl(server, name)
const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

const embedder: Embedder = { model: 'fake', embed: async texts => texts.map(text => directionOf(text, dimensions)) }

test.skipIf(server === null)(
  'the database finds what comparing one by one finds, by an index of the company’s own, and nothing of others',
  async () => {
    await execute(server ?? '', `create database ${name}`)
    closing.push(() => execute(server ?? '', `drop database ${name} with (force)`))
    await migrate(url)
    const vectors = await prepareVectorSearch(url, quiet)
    expect(vectors.kind).toBe('pgvector')
    // Again, as at every start.
    expect((await prepareVectorSearch(url, quiet)).kind).toBe('pgvector')
    const pool = await openDatabase(url, { maxConnections: 4 })
    closing.push(() => pool.destroy())
    await fill(pool, 'cmp_large', 2500)
    await fill(pool, 'cmp_small', 40)
    for (const company_id of ['cmp_large', 'cmp_small'])
      await embedChunks({ pool, embedder, vectors }, { company_id, connection_id: 'ds_1' }, new AbortController().signal)

    const memory = createVectorMemory()
    const nearest = (companyId: string, search: typeof vectors, question: string) =>
      inCompany(pool, companyId, db =>
        search.nearest(db, { companyId, connectionIds: ['ds_1'], model: 'fake' }, directionOf(question, dimensions), 10),
      )
    for (const companyId of ['cmp_large', 'cmp_small']) {
      let same = 0
      for (let question = 0; question < 20; question++) {
        const exact = (await nearest(companyId, memory, `question ${question}`)).near
        const found = (await nearest(companyId, vectors, `question ${question}`)).near
        expect(found).toHaveLength(10)
        expect(found.every(({ chunkId }) => chunkId.startsWith(`chunk_${companyId}`))).toBe(true)
        same += found.filter(({ chunkId }) => exact.some(other => other.chunkId === chunkId)).length
      }
      expect(same / 200, companyId).toBeGreaterThan(0.9)
    }
    const { rows: indexes } = await sql<{ indexdef: string }>`select indexdef from pg_indexes where indexdef like '%hnsw%'`.execute(pool)
    expect(indexes.map(({ indexdef }) => indexdef)).toEqual([expect.stringContaining("company_id = 'cmp_large'")])

    // What is gone is found no more, and what changed only by its new text.
    const [first] = (await nearest('cmp_large', vectors, 'question 1')).near
    await inCompany(pool, 'cmp_large', db => sql`delete from chunks where chunk_id = ${first?.chunkId}`.execute(db))
    expect((await nearest('cmp_large', vectors, 'question 1')).near.map(({ chunkId }) => chunkId)).not.toContain(first?.chunkId)
    await embedChunks({ pool, embedder, vectors }, { company_id: 'cmp_large', connection_id: 'ds_1' }, new AbortController().signal)
    const kept = await inCompany(pool, 'cmp_large', db => sql<{ n: number }>`select count(*)::int as n from chunk_embeddings`.execute(db))
    expect(kept.rows[0]?.n).toBe(2499)
  },
)

async function fill(pool: Services['pool'], companyId: string, count: number) {
  await inCompany(pool, companyId, async db => {
    await sql`insert into companies (company_id, name) values (${companyId}, 'A shop')`.execute(db)
    await sql`insert into data_sources (company_id, connection_id, source_name, source_type, mode, status) values (${companyId}, 'ds_1', 'Texts', 'file', 'offline', 'connected')`.execute(
      db,
    )
    await sql`
      insert into chunks (company_id, connection_id, document_id, chunk_id, ordinal, kind, title, headings, body, content_hash)
      select ${companyId}, 'ds_1', 'doc_1', 'chunk_' || ${companyId} || '_' || n, n, 'text', 'Text ' || n, '{}', 'Body ' || n, 'hash ' || n
      from generate_series(1, ${count}) n`.execute(db)
  })
}
