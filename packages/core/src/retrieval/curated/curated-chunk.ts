import type { Selectable } from 'kysely'
import type { Chunk } from '../../sources/chunk.ts'
import { readQuestion } from '../query/read-question.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'

/** What stands for a data source where curated answers are indexed. No data source has this id. */
export const curatedSource = 'curated'

/** A curated answer as it is indexed: once by each of its questions, in that one's language, with what is said in its fields. */
export function toCuratedChunks({
  questions,
  answer,
  language,
  valid_from,
  valid_until,
}: Selectable<RetrievalTables['curated_answers']>): Chunk[] {
  const fields = {
    answer,
    question: questions[0] ?? '',
    ...(language ? { language } : {}),
    ...(valid_from ? { valid_from: valid_from.toISOString() } : {}),
    ...(valid_until ? { valid_until: valid_until.toISOString() } : {}),
  }
  return questions.map((question, ordinal) => ({
    ordinal,
    kind: 'qa',
    title: '',
    headings: [],
    body: question,
    fields,
    language: readQuestion(question).language,
    url: null,
  }))
}
