import type { Db } from '../db/database.ts'
import { countAll } from '../db/page.ts'

const factorOf = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('second_factors').where('company_id', '=', companyId).where('user_id', '=', userId)

export const findFactor = (db: Db, companyId: string, userId: string) => factorOf(db, companyId, userId).selectAll().executeTakeFirst()

/** Keeps a secret that is still to be confirmed, in place of an earlier one that never was. */
export const insertFactor = (db: Db, companyId: string, userId: string, sealedSecret: string) =>
  db
    .insertInto('second_factors')
    .values({ company_id: companyId, user_id: userId, sealed_secret: sealedSecret })
    .onConflict(conflict =>
      conflict
        .columns(['company_id', 'user_id'])
        .doUpdateSet({ sealed_secret: sealedSecret })
        .where('second_factors.confirmed_at', 'is', null),
    )
    .execute()

/** Turns the factor on; false when that happened before. */
export async function confirmFactor(db: Db, companyId: string, userId: string, { step, now }: { step: number; now: Date }) {
  const { numUpdatedRows } = await db
    .updateTable('second_factors')
    .set({ confirmed_at: now, last_step: step })
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Uses the code of a time step up; false when it, or a later one, was used before. */
export async function useStep(db: Db, companyId: string, userId: string, step: number) {
  const { numUpdatedRows } = await db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const deleteFactor = (db: Db, companyId: string, userId: string) =>
  db.deleteFrom('second_factors').where('company_id', '=', companyId).where('user_id', '=', userId).execute()

export async function replaceRecoveryCodes(db: Db, companyId: string, userId: string, hashes: readonly Buffer[]) {
  await db.deleteFrom('recovery_codes').where('company_id', '=', companyId).where('user_id', '=', userId).execute()
  const rows = hashes.map(code_hash => ({ company_id: companyId, user_id: userId, code_hash }))
  await db.insertInto('recovery_codes').values(rows).execute()
}

/** Uses a recovery code up; false when it is none, or was used before. */
export async function useRecoveryCode(db: Db, companyId: string, userId: string, hash: Buffer) {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_codes')
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function countRecoveryCodes(db: Db, companyId: string, userId: string) {
  const codes = db.selectFrom('recovery_codes').where('company_id', '=', companyId).where('user_id', '=', userId)
  return (await codes.select(countAll).executeTakeFirstOrThrow()).total
}
