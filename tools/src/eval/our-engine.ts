import type { Db } from '@craveva/core/db/database'
import { inCompany } from '@craveva/core/db/in-company'
import { answerFromPassages } from '@craveva/core/models/builtin/answer-from-passages'
import { findPassages } from '@craveva/core/retrieval/find-passages'
import { indexDocuments } from '@craveva/core/retrieval/indexing/index-documents'
import { createSearchMemory } from '@craveva/core/retrieval/memory/search-memory'
import type { Passage } from '@craveva/core/retrieval/search'
import type { CorpusDocument } from './corpus.ts'
import type { Engine } from './engine.ts'

const company = 'cmp_eval'
const source = 'ds_eval'

/** The product itself: its index, its search, and the model that needs no key. */
export async function createOurEngine(db: Db, corpus: readonly CorpusDocument[]): Promise<Engine> {
  await inCompany(db, company, bound => bound.insertInto('companies').values({ company_id: company, name: 'Evaluation' }).execute())
  const documents = corpus.map(({ file, chunks }) => ({ documentId: file, chunks }))
  await inCompany(db, company, bound => indexDocuments(bound, company, source, documents))
  const memory = createSearchMemory()
  return {
    name: 'craveva',
    async ask({ question }) {
      const start = performance.now()
      const passages = await findPassages(db, memory, company, { question, dataSourceIds: [source], limit: 10, now: Date.now() })
      const milliseconds = performance.now() - start
      const { text, declined } = answerFromPassages({ question, passages, history: [], language: null, agentName: 'Ada', suggestions: [] })
      return { passages: passages.map(judged), answer: { text, declined }, milliseconds }
    },
  }
}

const judged = ({ documentId, title, headings, body }: Passage) => ({ file: documentId, text: [title, ...headings, body].join('\n') })
