import type { adaptersApi } from '@craveva/contract/adapters'
import type { z } from 'zod'
import type { LeaseContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { findPassages } from '../retrieval/find-passages.ts'
import { broughtDocumentNames, findBrought } from '../sources/brought-documents.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'searchMemory' | 'now'>

/** Documents that an adapter brought, by their words, the best first; as agents find them, in whatever form the words are. */
export async function findDocuments(
  { pool, leased: { companyId, deploymentId }, searchMemory, now }: Needs,
  { words, most }: z.output<typeof adaptersApi.findDocuments.body>,
): Promise<z.input<typeof adaptersApi.findDocuments.answer>> {
  const source = await inCompany(pool, companyId, db => findBrought(db, companyId, deploymentId))
  if (!source) return { ready: false, documents: [] }
  const request = { question: words, dataSourceIds: [source.connection_id], limit: most, now: now() }
  const passages = await findPassages(pool, searchMemory, companyId, request)
  const found = Map.groupBy(passages, ({ documentId }) => documentId)
  const names = await inCompany(pool, companyId, db => broughtDocumentNames(db, companyId, [...found.keys()]))
  return {
    ready: source.synced_at !== null,
    documents: [...found].flatMap(([documentId, parts]) => {
      const id = names.get(documentId)
      const coverage = Math.max(...parts.map(part => part.coverage))
      return id === undefined ? [] : [{ id, product_id: parts[0]?.fields?.product_id ?? null, coverage }]
    }),
  }
}
