import { z } from 'zod'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

const question = z.string().trim().min(1).max(500)
const text = z.string().trim().min(1).max(4000)
const language = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'is a language such as de or pt-BR')
  .meta({ examples: ['de'] })

const answerFields = {
  questions: z
    .array(question)
    .min(1)
    .max(50)
    .meta({
      description: 'Ways to ask for it, in any language; words, forms and typos are matched as in documents',
      examples: [['Do you offer gift wrapping?', 'Can you wrap it as a present?']],
    }),
  answer: text.meta({ description: 'Markdown, said as it is', examples: ['Yes, for €4.50 per item.'] }),
  language: language.nullable().meta({ description: 'Of the answer; null when it does not matter' }),
  valid_from: time.nullable().meta({ description: 'Not said before' }),
  valid_until: time.nullable().meta({ description: 'Not said from then on' }),
}

const createAnswerBody = z.strictObject({
  questions: answerFields.questions,
  answer: answerFields.answer,
  language: answerFields.language.default(null),
  valid_from: answerFields.valid_from.default(null),
  valid_until: answerFields.valid_until.default(null),
})
const updateAnswerBody = z.strictObject({
  questions: answerFields.questions.optional(),
  answer: answerFields.answer.optional(),
  language: answerFields.language.optional(),
  valid_from: answerFields.valid_from.optional(),
  valid_until: answerFields.valid_until.optional(),
})
export type CreateAnswerInput = z.output<typeof createAnswerBody>
export type UpdateAnswerInput = z.output<typeof updateAnswerBody>

const curatedAnswer = z.object({ answer_id: id('qa'), ...answerFields, created_at: time, updated_at: time })

export const unansweredStatuses = ['open', 'resolved', 'dismissed'] as const

const unanswered = z.object({
  question_id: id('uq'),
  agent_id: id('agent'),
  question: z.string().meta({ description: 'As it was asked last; the same in other forms and order of words is one entry' }),
  count: z.number().int().meta({ description: 'How often it was asked' }),
  status: z.enum(unansweredStatuses),
  conversation_id: id('conv').nullable().meta({ description: 'Where it was asked last' }),
  answer_id: id('qa').nullable().meta({ description: 'The curated answer that was made of it' }),
  first_asked_at: time,
  last_asked_at: time,
})

const updateUnansweredBody = z.strictObject({ status: z.enum(unansweredStatuses) })

const answerUnansweredBody = z.strictObject({
  answer: answerFields.answer,
  questions: answerFields.questions.optional().meta({ description: 'Instead of the question as it was asked' }),
  language: answerFields.language.default(null),
  valid_from: answerFields.valid_from.default(null),
  valid_until: answerFields.valid_until.default(null),
})
export type AnswerUnansweredInput = z.output<typeof answerUnansweredBody>

const phrases = z
  .array(z.string().trim().min(1).max(100))
  .min(2)
  .max(30)
  .meta({
    description: 'Words and short phrases that mean the same to your customers',
    examples: [['snug', 'hot water bottle']],
  })

const synonyms = z.object({ synonym_id: id('syn'), phrases, updated_at: time })

export const knowledgeApi = {
  listAnswers: endpoint(operations.knowledge.listAnswers, {
    query: z.strictObject(paging),
    answer: z.object({ answers: z.array(curatedAnswer), ...page }),
  }),
  createAnswer: endpoint(operations.knowledge.createAnswer, {
    body: createAnswerBody,
    answer: z.object({ answer: curatedAnswer }),
    errors: ['CONFLICT'],
  }),
  getAnswer: endpoint(operations.knowledge.getAnswer, { answer: z.object({ answer: curatedAnswer }) }),
  updateAnswer: endpoint(operations.knowledge.updateAnswer, { body: updateAnswerBody, answer: z.object({ answer: curatedAnswer }) }),
  deleteAnswer: endpoint(operations.knowledge.deleteAnswer, { answer: done }),
  listUnanswered: endpoint(operations.knowledge.listUnanswered, {
    query: z.strictObject({ ...paging, agent_id: id('agent').optional(), status: z.enum(unansweredStatuses).default('open') }),
    answer: z.object({ questions: z.array(unanswered), ...page }),
  }),
  updateUnanswered: endpoint(operations.knowledge.updateUnanswered, {
    body: updateUnansweredBody,
    answer: z.object({ question: unanswered }),
  }),
  answerUnanswered: endpoint(operations.knowledge.answerUnanswered, {
    body: answerUnansweredBody,
    answer: z.object({ answer: curatedAnswer, question: unanswered }),
    errors: ['CONFLICT'],
  }),
  listSynonyms: endpoint(operations.knowledge.listSynonyms, {
    query: z.strictObject(paging),
    answer: z.object({ synonyms: z.array(synonyms), ...page }),
  }),
  createSynonyms: endpoint(operations.knowledge.createSynonyms, {
    body: z.strictObject({ phrases }),
    answer: z.object({ synonyms }),
    errors: ['CONFLICT'],
  }),
  getSynonyms: endpoint(operations.knowledge.getSynonyms, { answer: z.object({ synonyms }) }),
  updateSynonyms: endpoint(operations.knowledge.updateSynonyms, { body: z.strictObject({ phrases }), answer: z.object({ synonyms }) }),
  deleteSynonyms: endpoint(operations.knowledge.deleteSynonyms, { answer: done }),
}
