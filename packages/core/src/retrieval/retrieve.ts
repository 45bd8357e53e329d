import type { Db } from '../db/database.ts'
import type { Retrieve } from '../executions/turn-ports.ts'
import { createSearchMemory } from './memory/search-memory.ts'
import { search } from './search.ts'

/** Passages a turn gets to see. */
const passages = 8

/** Retrieval as the turn engine asks for it, over the passages of the company's data sources. */
export function createRetrieve(pool: Db): Retrieve {
  const memory = createSearchMemory()
  return (companyId, dataSourceIds, question, history) =>
    search(pool, memory, companyId, {
      question,
      dataSourceIds,
      limit: passages,
      history: history.filter(({ role }) => role === 'user').map(({ content }) => content),
    })
}
