import type { Selectable } from 'kysely'
import type { Context } from '../../context.ts'
import { newId } from '../../db/ids.ts'
import { AppError } from '../../errors.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'
import { countSynonyms, deleteSynonyms, findSynonyms, insertSynonyms, updateSynonyms } from './synonyms.store.ts'

export type SynonymsRow = Selectable<RetrievalTables['synonyms']>

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** As many groups as one company may have: every question reads them all. */
const most = 500

/** Throws CONFLICT when there are too many. */
export async function createSynonyms({ db, principal: { companyId }, now }: Needs, phrases: string[]): Promise<SynonymsRow> {
  if ((await countSynonyms(db, companyId)) >= most) throw new AppError('CONFLICT', `A company has at most ${most} groups of synonyms.`)
  return insertSynonyms(db, { company_id: companyId, synonym_id: newId('syn', now()), phrases })
}

/** Throws NOT_FOUND. */
export const getSynonyms = async ({ db, principal }: Pick<Needs, 'db' | 'principal'>, synonymId: string): Promise<SynonymsRow> =>
  (await findSynonyms(db, principal.companyId, synonymId)) ?? notFound()

/** Throws NOT_FOUND. */
export const changeSynonyms = async ({ db, principal, now }: Needs, synonymId: string, phrases: string[]): Promise<SynonymsRow> =>
  (await updateSynonyms(db, principal.companyId, synonymId, { phrases, updated_at: new Date(now()) })) ?? notFound()

/** Throws NOT_FOUND. */
export async function removeSynonyms({ db, principal }: Pick<Needs, 'db' | 'principal'>, synonymId: string) {
  const { numDeletedRows } = await deleteSynonyms(db, principal.companyId, synonymId)
  if (numDeletedRows === 0n) notFound()
}

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
