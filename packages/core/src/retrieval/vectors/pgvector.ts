import { copyVectors, countVectors, hasVectors, indexVectors, nearestVectors } from './pgvector.store.ts'
import type { VectorSearch } from './vector-search.ts'

/** Vectors of a company and model from which on an index pays; fewer are compared one by one, exactly. */
const mostCompared = 2000
const batch = 500

/** Vectors compared by the database. `scansOn`: its pgvector is 0.8 or newer. */
export const createPgvector = ({ scansOn }: { readonly scansOn: boolean }): VectorSearch => ({
  kind: 'pgvector',
  async nearest(db, place, vector, limit) {
    const near = await nearestVectors(db, place, vector, { limit, scansOn })
    const found = near.length > 0 || (await hasVectors(db, place))
    return { near, count: found ? Math.max(near.length, 1) : 0, tooMany: false }
  },
  async settle(db, companyId, model) {
    for (let copied = batch; copied === batch; ) copied = await copyVectors(db, companyId, model, batch)
    for (const { dimensions, count } of await countVectors(db, companyId, model))
      if (count >= mostCompared) await indexVectors(db, companyId, model, dimensions)
  },
})
