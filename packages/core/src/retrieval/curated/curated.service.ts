import type { CreateAnswerInput, UpdateAnswerInput } from '@craveva/contract/knowledge'
import type { Selectable } from 'kysely'
import type { Context } from '../../context.ts'
import { newId } from '../../db/ids.ts'
import { AppError } from '../../errors.ts'
import { forgetDocuments, indexDocuments } from '../indexing/index-documents.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'
import { countAnswers, deleteAnswer, findAnswer, insertAnswer, updateAnswer } from './curated.store.ts'
import { curatedSource, toCuratedChunks } from './curated-chunk.ts'

export type AnswerRow = Selectable<RetrievalTables['curated_answers']>

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** As many as one company may have. */
const most = 5000

/** Throws INVALID_REQUEST for a validity that ends before it begins, CONFLICT when there are too many. */
export async function createAnswer({ db, principal: { companyId }, now }: Needs, input: CreateAnswerInput): Promise<AnswerRow> {
  checkValidity(input)
  if ((await countAnswers(db, companyId)) >= most) throw new AppError('CONFLICT', `A company has at most ${most} curated answers.`)
  const row = await insertAnswer(db, { company_id: companyId, answer_id: newId('qa', now()), ...input })
  await index({ db, companyId }, row)
  return row
}

/** Throws NOT_FOUND. */
export const getAnswer = async ({ db, principal }: Pick<Needs, 'db' | 'principal'>, answerId: string): Promise<AnswerRow> =>
  (await findAnswer(db, principal.companyId, answerId)) ?? notFound()

/** Throws NOT_FOUND, INVALID_REQUEST for a validity that ends before it begins. */
export async function changeAnswer({ db, principal, now }: Needs, answerId: string, change: UpdateAnswerInput): Promise<AnswerRow> {
  const before = await getAnswer({ db, principal }, answerId)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as UpdateAnswerInput
  checkValidity({ valid_from: isoOf(before.valid_from), valid_until: isoOf(before.valid_until), ...given })
  const row = (await updateAnswer(db, principal.companyId, answerId, { ...given, updated_at: new Date(now()) })) ?? notFound()
  await index({ db, companyId: principal.companyId }, row)
  return row
}

/** Throws NOT_FOUND. */
export async function removeAnswer({ db, principal: { companyId } }: Pick<Needs, 'db' | 'principal'>, answerId: string) {
  const { numDeletedRows } = await deleteAnswer(db, companyId, answerId)
  if (numDeletedRows === 0n) notFound()
  await forgetDocuments(db, companyId, curatedSource, [answerId])
}

/** Its questions are searched as passages are, so that other words, forms and typos find it. */
const index = ({ db, companyId }: { db: Needs['db']; companyId: string }, row: AnswerRow) =>
  indexDocuments(db, companyId, curatedSource, [{ documentId: row.answer_id, chunks: toCuratedChunks(row) }])

const isoOf = (time: Date | null) => time?.toISOString() ?? null

function checkValidity({ valid_from: from, valid_until: until }: Pick<UpdateAnswerInput, 'valid_from' | 'valid_until'>) {
  if (!from || !until || Date.parse(from) < Date.parse(until)) return
  throw new AppError('INVALID_REQUEST', 'The answer would never be valid.', { details: { valid_until: 'is not after valid_from' } })
}

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
