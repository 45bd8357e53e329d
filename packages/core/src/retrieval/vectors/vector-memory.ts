import type { Db } from '../../db/database.ts'
import type { Near, VectorPlace, VectorSearch } from './vector-search.ts'
import { loadVectors, vectorState } from './vectors.store.ts'

/** Vectors of a company's sources that are compared one by one; more take too long and too much memory. */
export const mostVectors = 20_000
const mostCompanies = 20

interface Kept {
  readonly state: string
  readonly chunkIds: readonly string[]
  /** Views of one piece of memory. */
  readonly vectors: readonly Float32Array[]
}

/** Finds the vectors closest to one, exactly, in the memory of this process, as new as the database. Above `mostVectors` it finds none. */
export function createVectorMemory(): VectorSearch {
  const kept = new Map<string, Kept>()
  return {
    kind: 'memory',
    async settle() {},
    async nearest(db, place, vector, limit) {
      const { companyId, connectionIds, model } = place
      const { count, stamp } = await vectorState(db, companyId, connectionIds, model)
      if (count === 0 || count > mostVectors) return { near: [], count, tooMany: count > mostVectors }
      const key = `${companyId} ${connectionIds.join(' ')} ${model}`
      const state = `${count} ${stamp}`
      const known = kept.get(key)
      const held = known?.state === state ? known : await load(db, place, state)
      kept.delete(key)
      kept.set(key, held)
      for (const oldest of kept.keys()) if (kept.size > mostCompanies) kept.delete(oldest)
      return { near: closest(held, vector, limit), count, tooMany: false }
    },
  }
}

async function load(db: Db, { companyId, connectionIds, model }: VectorPlace, state: string): Promise<Kept> {
  const rows = await loadVectors(db, companyId, connectionIds, model)
  const length = rows[0] ? rows[0].vector.length / 4 : 0
  const fitting = rows.filter(({ vector }) => vector.length === length * 4)
  const values = new Float32Array(fitting.length * length)
  for (const [index, { vector }] of fitting.entries())
    values.set(new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.length)), index * length)
  const vectors = fitting.map((_, index) => values.subarray(index * length, (index + 1) * length))
  return { state, chunkIds: fitting.map(({ chunk_id }) => chunk_id), vectors }
}

function closest({ chunkIds, vectors }: Kept, vector: Float32Array, limit: number): Near[] {
  if (vectors[0]?.length !== vector.length) return []
  const near: Near[] = []
  for (const [index, other] of vectors.entries()) {
    const similarity = product(other, vector)
    if (near.length === limit && similarity <= (near.at(-1)?.similarity ?? 0)) continue
    const place = near.findIndex(found => found.similarity < similarity)
    near.splice(place < 0 ? near.length : place, 0, { chunkId: chunkIds[index] ?? '', similarity })
    if (near.length > limit) near.pop()
  }
  return near
}

/** Of two vectors. In four sums that do not wait for each other, and a function that is compiled by itself: it is most of the work. */
function product(one: Float32Array, other: Float32Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let at = 0
  for (const end = one.length - 3; at < end; at += 4) {
    a += (one[at] as number) * (other[at] as number)
    b += (one[at + 1] as number) * (other[at + 1] as number)
    c += (one[at + 2] as number) * (other[at + 2] as number)
    d += (one[at + 3] as number) * (other[at + 3] as number)
  }
  for (; at < one.length; at++) a += (one[at] as number) * (other[at] as number)
  return a + b + c + d
}
