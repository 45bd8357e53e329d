import type { AnswerUnansweredInput } from '@craveva/contract/knowledge'
import type { Selectable } from 'kysely'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { createAnswer } from '../curated/curated.service.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'
import { findUnanswered, updateUnanswered } from './unanswered.store.ts'

export type UnansweredRow = Selectable<RetrievalTables['unanswered_questions']>

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** Throws NOT_FOUND. */
export async function setUnansweredStatus(
  { db, principal }: Pick<Needs, 'db' | 'principal'>,
  questionId: string,
  status: UnansweredRow['status'],
): Promise<UnansweredRow> {
  return (await updateUnanswered(db, principal.companyId, questionId, { status })) ?? notFound()
}

/** Makes a curated answer of a question, which is resolved with it. Throws NOT_FOUND, and what `createAnswer` throws. */
export async function answerUnanswered(context: Needs, questionId: string, { questions, ...input }: AnswerUnansweredInput) {
  const { db, principal } = context
  const asked = (await findUnanswered(db, principal.companyId, questionId)) ?? notFound()
  const answer = await createAnswer(context, { questions: questions ?? [asked.question.slice(0, 500)], ...input })
  const changes = { status: 'resolved' as const, answer_id: answer.answer_id }
  const question = (await updateUnanswered(db, principal.companyId, questionId, changes)) ?? notFound()
  return { answer, question }
}

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
