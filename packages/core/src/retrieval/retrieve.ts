import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { Retrieve } from '../executions/turn-ports.ts'
import { search } from './search.ts'

/** Passages a turn gets to see. */
const passages = 8

/** Retrieval as the turn engine asks for it, over the passages of the company's data sources. */
export const createRetrieve =
  (pool: Db, now: () => number): Retrieve =>
  (companyId, dataSourceIds, question, history) =>
    inCompany(pool, companyId, db =>
      search(db, companyId, {
        question,
        dataSourceIds,
        limit: passages,
        history: history.filter(({ role }) => role === 'user').map(({ content }) => content),
        now: new Date(now()),
      }),
    )
