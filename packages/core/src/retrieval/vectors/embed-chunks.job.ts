import type { Services } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import type { JobPayloads } from '../../jobs/jobs.ts'
import { deleteOrphans, type EmbeddableChunk, listWithoutVector, upsertVector } from './vectors.store.ts'

/** Texts that are sent at once. */
const batch = 64

/** Has the passages of a source made into vectors, where the operator has a model for it. */
export async function planEmbedding(
  { jobs, embedder }: Pick<Services, 'jobs' | 'embedder'>,
  db: Db,
  payload: JobPayloads['retrieval.embed'],
) {
  if (embedder) await jobs.add(db, 'retrieval.embed', payload)
}

/** Makes vectors of the passages of a source that have none; what failed is tried again with the job. */
export async function embedChunks(
  { pool, embedder, vectors: search }: Pick<Services, 'pool' | 'embedder' | 'vectors'>,
  { company_id, connection_id }: JobPayloads['retrieval.embed'],
  signal: AbortSignal,
) {
  if (!embedder) return
  for (;;) {
    const chunks = await inCompany(pool, company_id, db => listWithoutVector(db, company_id, connection_id, embedder.model, batch))
    if (chunks.length === 0) break
    const vectors = await embedder.embed(chunks.map(textOf), signal)
    await inCompany(pool, company_id, async db => {
      for (const [index, chunk] of chunks.entries()) {
        const vector = vectors[index]
        if (vector) await upsertVector(db, { companyId: company_id, connectionId: connection_id, model: embedder.model, chunk, vector })
      }
    })
  }
  await inCompany(pool, company_id, db => deleteOrphans(db, company_id, connection_id))
  await inCompany(pool, company_id, db => search.settle(db, company_id, embedder.model))
}

const textOf = ({ title, headings, body }: EmbeddableChunk) => [title, ...headings, body].join('\n')
