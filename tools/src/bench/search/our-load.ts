import type { Db } from '@craveva/core/db/database'
import { inCompany } from '@craveva/core/db/in-company'
import { indexDocument } from '@craveva/core/retrieval/indexing/index-document'
import type { Chunk } from '@craveva/core/sources/chunk'

export const source = 'ds_bench'
/** Passages of one document. */
const perDocument = 20

/** Milliseconds the product takes to index passages for a new company, document by document. */
export async function ourLoad(db: Db, company: string, chunks: readonly Chunk[], first = 0): Promise<number> {
  const start = performance.now()
  for (let from = 0; from < chunks.length; from += perDocument) {
    const document = { dataSourceId: source, documentId: `doc_${first + from}`, chunks: chunks.slice(from, from + perDocument) }
    await inCompany(db, company, bound => indexDocument(bound, company, document))
  }
  return performance.now() - start
}

export const createCompany = (db: Db, company: string) =>
  inCompany(db, company, bound => bound.insertInto('companies').values({ company_id: company, name: 'Bench' }).execute())
