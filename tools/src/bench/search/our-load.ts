import type { Db } from '@craveva/core/db/database'
import { inCompany } from '@craveva/core/db/in-company'
import { createIndexer, settleIndex } from '@craveva/core/retrieval/indexing/index-documents'
import type { Chunk } from '@craveva/core/sources/chunk'

export const source = 'ds_bench'
/** Passages of one document. */
const perDocument = 20
/** Documents that are recorded at once, as when many are uploaded. */
const perTransaction = 50

/** Milliseconds the product takes to index passages and count their words, as for an upload of many documents. */
export async function ourLoad(db: Db, company: string, chunks: readonly Chunk[], first = 0): Promise<number> {
  const start = performance.now()
  const documents = Array.from({ length: Math.ceil(chunks.length / perDocument) }, (_, index) => ({
    documentId: `doc_${first + index * perDocument}`,
    chunks: chunks.slice(index * perDocument, (index + 1) * perDocument),
  }))
  const indexer = createIndexer(company, source)
  for (let from = 0; from < documents.length; from += perTransaction) {
    await inCompany(db, company, bound => indexer.index(bound, documents.slice(from, from + perTransaction)))
  }
  await inCompany(db, company, bound => settleIndex(bound, company))
  return performance.now() - start
}

export const createCompany = (db: Db, company: string) =>
  inCompany(db, company, bound => bound.insertInto('companies').values({ company_id: company, name: 'Bench' }).execute())
