import type { Method } from './operations.ts'

/** What merchants add to their documents. Plain data like all operations; see `operations.ts`. */

const reader = { kind: 'user', role: 'viewer', key: 'read' } as const
const writer = { kind: 'user', role: 'member', key: 'write' } as const

const operation = <const P extends `/${string}`, const M extends Method, const A>(method: M, path: P, summary: string, access: A) => ({
  method,
  path,
  summary,
  access,
  limit: 'account' as const,
  status: 200 as 200 | 201,
})

const creating = <const P extends `/${string}`>(path: P, summary: string) => ({
  ...operation('POST', path, summary, writer),
  status: 201 as 200 | 201,
})

export const knowledgeOperations = {
  listAnswers: operation('GET', '/knowledge/answers', 'List curated answers', reader),
  createAnswer: creating('/knowledge/answers', 'Create a curated answer'),
  getAnswer: operation('GET', '/knowledge/answers/:answer_id', 'Get a curated answer', reader),
  updateAnswer: operation('PUT', '/knowledge/answers/:answer_id', 'Update a curated answer', writer),
  deleteAnswer: operation('DELETE', '/knowledge/answers/:answer_id', 'Delete a curated answer', writer),
  listUnanswered: operation('GET', '/knowledge/unanswered', 'List questions that agents could not answer', reader),
  updateUnanswered: operation('PUT', '/knowledge/unanswered/:question_id', 'Resolve or dismiss an unanswered question', writer),
  answerUnanswered: creating('/knowledge/unanswered/:question_id/answer', 'Make a curated answer of an unanswered question'),
  listSynonyms: operation('GET', '/knowledge/synonyms', 'List groups of synonyms', reader),
  createSynonyms: creating('/knowledge/synonyms', 'Create a group of synonyms'),
  getSynonyms: operation('GET', '/knowledge/synonyms/:synonym_id', 'Get a group of synonyms', reader),
  updateSynonyms: operation('PUT', '/knowledge/synonyms/:synonym_id', 'Update a group of synonyms', writer),
  deleteSynonyms: operation('DELETE', '/knowledge/synonyms/:synonym_id', 'Delete a group of synonyms', writer),
}
