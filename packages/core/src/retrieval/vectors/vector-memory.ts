import type { Db } from '../../db/database.ts'
import { loadVectors, vectorState } from './vectors.store.ts'

/** Vectors of a company's sources that are compared one by one; more take too long and too much memory. */
export const mostVectors = 20_000
const mostCompanies = 20

interface Kept {
  readonly state: string
  readonly chunkIds: readonly string[]
  /** One after the other. */
  readonly values: Float32Array
  readonly length: number
}

export interface Near {
  readonly chunkId: string
  /** Cosine of the angle, -1 to 1. */
  readonly similarity: number
}

/** Finds the vectors closest to one, exactly, in memory, as new as the database. */
export function createVectorMemory() {
  const kept = new Map<string, Kept>()
  return {
    /** `tooMany`: there are more than `mostVectors`, and none was looked at. */
    async nearest(db: Db, companyId: string, connectionIds: readonly string[], model: string, vector: Float32Array, limit: number) {
      const { count, stamp } = await vectorState(db, companyId, connectionIds, model)
      if (count === 0 || count > mostVectors) return { near: [] as Near[], count, tooMany: count > mostVectors }
      const key = `${companyId} ${connectionIds.join(' ')} ${model}`
      const state = `${count} ${stamp}`
      const known = kept.get(key)
      const held = known?.state === state ? known : await load(db, companyId, connectionIds, model, state)
      kept.delete(key)
      kept.set(key, held)
      for (const oldest of kept.keys()) if (kept.size > mostCompanies) kept.delete(oldest)
      return { near: closest(held, vector, limit), count, tooMany: false }
    },
  }
}

async function load(db: Db, companyId: string, connectionIds: readonly string[], model: string, state: string): Promise<Kept> {
  const rows = await loadVectors(db, companyId, connectionIds, model)
  const length = rows[0] ? rows[0].vector.length / 4 : 0
  const fitting = rows.filter(({ vector }) => vector.length === length * 4)
  const values = new Float32Array(fitting.length * length)
  for (const [index, { vector }] of fitting.entries())
    values.set(new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.length)), index * length)
  return { state, chunkIds: fitting.map(({ chunk_id }) => chunk_id), values, length }
}

function closest({ chunkIds, values, length }: Kept, vector: Float32Array, limit: number): Near[] {
  if (vector.length !== length) return []
  const near = chunkIds.map((chunkId, index) => {
    let similarity = 0
    const start = index * length
    for (let at = 0; at < length; at++) similarity += (values[start + at] ?? 0) * (vector[at] ?? 0)
    return { chunkId, similarity }
  })
  return near.sort((a, b) => b.similarity - a.similarity).slice(0, limit)
}
