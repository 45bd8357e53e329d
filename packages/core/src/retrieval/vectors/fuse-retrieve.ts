import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import type { Retrieve } from '../../executions/turn-ports.ts'
import type { Evidence } from '../../models/model.ts'
import { planEmbedding } from './embed-chunks.job.ts'
import { mostVectors } from './vector-memory.ts'
import type { Near } from './vector-search.ts'
import { findChunks } from './vectors.store.ts'

type Needs = Pick<Services, 'pool' | 'jobs' | 'log' | 'embedder' | 'vectors'>

const patienceMs = 4000
const passages = 8
const looked = 16
/** Below this, two texts have nothing to do with each other. */
const leastSimilarity = 0.25
/** How much the order of one list counts: large numbers make places nearly equal. */
const evenness = 10
/** A passage that holds the words counts a little more than one that only means the same. */
const weightOfMeaning = 0.9

/**
 * Joins what was found by words with what is close in meaning, by their places in both lists. Costs one embedding a question, beside the search by words;
 * without an answer in time, and above 20,000 passages where the database cannot compare vectors, words alone decide.
 */
export function fuseRetrieve(byWords: Retrieve, needs: Needs): Retrieve {
  const { embedder } = needs
  if (!embedder) return byWords
  const planned = new Set<string>()

  async function byMeaning(companyId: string, dataSourceIds: readonly string[], question: string): Promise<readonly Near[]> {
    if (!embedder || dataSourceIds.length === 0) return []
    const [vector] = await embedder.embed([question], AbortSignal.timeout(patienceMs))
    if (!vector) return []
    const { near, count, tooMany } = await inCompany(needs.pool, companyId, db =>
      needs.vectors.nearest(db, { companyId, connectionIds: dataSourceIds, model: embedder.model }, vector, looked),
    )
    if (tooMany) needs.log.warn({ company_id: companyId, count }, `more than ${mostVectors} passages: they are searched by words alone`)
    if (count === 0) await catchUp(companyId, dataSourceIds)
    return near.filter(({ similarity }) => similarity >= leastSimilarity)
  }

  /** Sources that were read before there was a model for it. */
  async function catchUp(companyId: string, dataSourceIds: readonly string[]) {
    for (const connection_id of dataSourceIds.filter(id => !planned.has(id))) {
      planned.add(connection_id)
      await inCompany(needs.pool, companyId, db => planEmbedding(needs, db, { company_id: companyId, connection_id }))
    }
  }

  return async (companyId, dataSourceIds, question, history) => {
    const [all, near] = await Promise.all([
      byWords(companyId, dataSourceIds, question, history),
      byMeaning(companyId, dataSourceIds, question).catch((error: unknown) => {
        needs.log.warn({ err: error, company_id: companyId }, 'searched by words alone: no embedding came')
        return []
      }),
    ])
    if (near.length === 0) return all
    // What the company answers itself leads, whatever else is close.
    const curated = all.filter(passage => passage.curated)
    const found = all.filter(passage => !passage.curated)
    const places = new Map<string, number>()
    const count = (id: string, weight: number, index: number) => places.set(id, (places.get(id) ?? 0) + weight / (evenness + index + 1))
    for (const [index, { chunkId }] of found.entries()) count(chunkId, 1, index)
    for (const [index, { chunkId }] of near.entries()) count(chunkId, weightOfMeaning, index)
    const best = [...places].sort((a, b) => b[1] - a[1]).slice(0, passages)
    const known = new Map(found.map(passage => [passage.chunkId, passage]))
    const missing = best.map(([id]) => id).filter(id => !known.has(id))
    for (const passage of await load(needs, companyId, missing, found[0])) known.set(passage.chunkId, passage)
    const fused = best.flatMap(([id, score]) => {
      const passage = known.get(id)
      return passage ? [{ ...passage, score }] : []
    })
    return [...curated, ...fused].slice(0, passages)
  }
}

/** Passages that only their meaning found; how the question was understood is told by the others. */
async function load({ pool }: Needs, companyId: string, chunkIds: readonly string[], sibling: Evidence | undefined): Promise<Evidence[]> {
  if (chunkIds.length === 0) return []
  const rows = await inCompany(pool, companyId, db => findChunks(db, companyId, chunkIds))
  return rows.map(row => ({
    ...sibling,
    chunkId: row.chunk_id,
    dataSourceId: row.connection_id,
    documentId: row.document_id,
    kind: row.kind,
    title: row.title,
    headings: row.headings,
    body: row.body,
    fields: row.fields,
    language: row.language,
    url: row.url,
    score: 0,
    coverage: 0,
    updatedAt: row.updated_at,
  }))
}
