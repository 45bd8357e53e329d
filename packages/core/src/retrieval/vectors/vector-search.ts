import type { Db } from '../../db/database.ts'

export interface Near {
  readonly chunkId: string
  /** Cosine of the angle, -1 to 1. */
  readonly similarity: number
}

/** The sources of a company that an agent searches, and by vectors of which model. */
export interface VectorPlace {
  readonly companyId: string
  readonly connectionIds: readonly string[]
  readonly model: string
}

/** Finds the vectors that are closest to one. All functions want a transaction bound to the company. */
export interface VectorSearch {
  /** What does the comparing, for logs. */
  readonly kind: 'memory' | 'pgvector'
  /** `count` tells how many vectors there are; none is near when there are more than can be compared, as `tooMany` says. */
  nearest(
    db: Db,
    place: VectorPlace,
    vector: Float32Array,
    limit: number,
  ): Promise<{ readonly near: readonly Near[]; readonly count: number; readonly tooMany: boolean }>
  /** Takes in what was stored lately, after vectors of a source were made. */
  settle(db: Db, companyId: string, model: string): Promise<void>
}
