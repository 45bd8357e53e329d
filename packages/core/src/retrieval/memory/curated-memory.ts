import type { Db } from '../../db/database.ts'
import { inCompanyAtOnce } from '../../db/in-company.ts'
import { named } from '../../db/named-query.ts'

/** Whether companies have curated answers at all: spares agents without data sources the search. */
export interface CuratedMemory {
  hasAny(companyId: string): Promise<boolean>
}

/** Milliseconds until the first curated answer of a company is noticed by agents without data sources. */
const longestMemory = 5000
const most = 10_000

export function createCuratedMemory(pool: Db): CuratedMemory {
  const known = new Map<string, { readonly at: number; readonly any: boolean }>()
  return {
    async hasAny(companyId) {
      const remembered = known.get(companyId)
      if (remembered && performance.now() - remembered.at < longestMemory) return remembered.any
      const [result] = await inCompanyAtOnce(pool, companyId, [
        named('curated any')`select exists (select from curated_answers where company_id = ${companyId}) as any`,
      ])
      const any: boolean = result?.rows[0]?.any === true
      if (known.size > most) known.clear()
      known.set(companyId, { at: performance.now(), any })
      return any
    },
  }
}
