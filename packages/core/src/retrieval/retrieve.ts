import type { Db } from '../db/database.ts'
import type { Retrieve } from '../executions/turn-ports.ts'
import { curatedSource } from './curated/curated-chunk.ts'
import { findPassages } from './find-passages.ts'
import { createCuratedMemory } from './memory/curated-memory.ts'
import type { SearchMemory } from './memory/search-memory.ts'
import { namesPrice } from './query/price-limits.ts'

/** Passages a turn gets to see. */
const passages = 8
/** When it names a price or wants the cheapest: more products are to be compared. */
const shopping = 20

/** Retrieval as the turn engine asks for it, over the company's curated answers and the passages of data sources. */
export function createRetrieve(pool: Db, memory: SearchMemory, now: () => number): Retrieve {
  const curated = createCuratedMemory(pool)
  return async (companyId, dataSourceIds, question, history) => {
    if (dataSourceIds.length === 0 && !(await curated.hasAny(companyId))) return []
    return findPassages(pool, memory, companyId, {
      question,
      dataSourceIds: [...dataSourceIds, curatedSource],
      now: now(),
      limit: namesPrice(question) ? shopping : passages,
      history: history.filter(({ role }) => role === 'user').map(({ content }) => content),
    })
  }
}
