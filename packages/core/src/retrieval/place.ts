import type { Db } from '../db/database.ts'
import { inCompanyAtOnce } from '../db/in-company.ts'
import type { NamedQuery } from '../db/named-query.ts'
import type { SearchMemory } from './memory/search-memory.ts'

/** Where is searched. */
export interface Place {
  readonly pool: Db
  readonly memory: SearchMemory
  readonly companyId: string
  readonly dataSourceIds: readonly string[]
  /** What words are remembered under. */
  readonly key: string
}

/** The rows that one statement answers, in a transaction and a round trip of its own. */
export async function ask<Row>({ pool, companyId }: Place, query: NamedQuery): Promise<Row[]> {
  const [result] = await inCompanyAtOnce(pool, companyId, [query])
  return (result?.rows ?? []) as Row[]
}
