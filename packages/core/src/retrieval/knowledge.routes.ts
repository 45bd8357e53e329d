import type { Api } from '@craveva/contract/api'
import type { Handlers } from '../http/handlers.ts'
import { type AnswerRow, changeAnswer, createAnswer, getAnswer, removeAnswer } from './curated/curated.service.ts'
import { listAnswers } from './curated/curated.store.ts'
import { changeSynonyms, createSynonyms, getSynonyms, removeSynonyms, type SynonymsRow } from './synonyms/synonyms.service.ts'
import { listSynonyms } from './synonyms/synonyms.store.ts'
import { answerUnanswered, setUnansweredStatus, type UnansweredRow } from './unanswered/unanswered.service.ts'
import { listUnanswered } from './unanswered/unanswered.store.ts'

export const knowledgeHandlers: Handlers<Api['knowledge']> = {
  listAnswers: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listAnswers(db, principal.companyId, query)
    return { answers: rows.map(toAnswer), ...page }
  },
  createAnswer: async (context, { body }) => ({ answer: toAnswer(await createAnswer(context, body)) }),
  getAnswer: async (context, { params }) => ({ answer: toAnswer(await getAnswer(context, params.answer_id)) }),
  updateAnswer: async (context, { params, body }) => ({ answer: toAnswer(await changeAnswer(context, params.answer_id, body)) }),
  deleteAnswer: async (context, { params }) => {
    await removeAnswer(context, params.answer_id)
    return { success: true, message: 'Curated answer deleted' }
  },
  listUnanswered: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listUnanswered(db, principal.companyId, query)
    return { questions: rows.map(toUnanswered), ...page }
  },
  updateUnanswered: async (context, { params, body }) => ({
    question: toUnanswered(await setUnansweredStatus(context, params.question_id, body.status)),
  }),
  answerUnanswered: async (context, { params, body }) => {
    const { answer, question } = await answerUnanswered(context, params.question_id, body)
    return { answer: toAnswer(answer), question: toUnanswered(question) }
  },
  listSynonyms: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listSynonyms(db, principal.companyId, query)
    return { synonyms: rows.map(toSynonyms), ...page }
  },
  createSynonyms: async (context, { body }) => ({ synonyms: toSynonyms(await createSynonyms(context, body.phrases)) }),
  getSynonyms: async (context, { params }) => ({ synonyms: toSynonyms(await getSynonyms(context, params.synonym_id)) }),
  updateSynonyms: async (context, { params, body }) => ({
    synonyms: toSynonyms(await changeSynonyms(context, params.synonym_id, body.phrases)),
  }),
  deleteSynonyms: async (context, { params }) => {
    await removeSynonyms(context, params.synonym_id)
    return { success: true, message: 'Synonyms deleted' }
  },
}

const toAnswer = ({ company_id: _, valid_from, valid_until, created_at, updated_at, ...answer }: AnswerRow) => ({
  ...answer,
  valid_from: valid_from?.toISOString() ?? null,
  valid_until: valid_until?.toISOString() ?? null,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

const toUnanswered = ({ company_id: _company, normalized: _normalized, first_asked_at, last_asked_at, ...question }: UnansweredRow) => ({
  ...question,
  first_asked_at: first_asked_at.toISOString(),
  last_asked_at: last_asked_at.toISOString(),
})

const toSynonyms = ({ synonym_id, phrases, updated_at }: SynonymsRow) => ({ synonym_id, phrases, updated_at: updated_at.toISOString() })
