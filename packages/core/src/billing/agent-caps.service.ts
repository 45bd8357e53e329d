import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { toMicro } from './credits.ts'
import { lockBalance } from './ledger.store.ts'
import { deleteCapsOfAgent, forgetTold, noteCapped, upsertCap } from './spending-caps.store.ts'

/**
 * Makes `daily_credit_cap` of an agent's configuration a spending cap like the others, beside those that the company sets; null removes it.
 * The agent must be locked, or new, and so before the balance: turns take the two in this order.
 */
export async function capAgent({ db, now }: Pick<Context, 'db' | 'now'>, companyId: string, agentId: string, credits: number | null) {
  await lockBalance(db, companyId)
  if (credits === null) await deleteCapsOfAgent(db, companyId, agentId, 'its own')
  else {
    const { cap_id } = await upsertCap(db, {
      ...{ company_id: companyId, cap_id: newId('cap', now()), scope: 'agent', subject: agentId, period: 'day', set_by: 'agent' },
      amount: toMicro(credits),
    })
    await forgetTold(db, companyId, cap_id)
  }
  await noteCapped(db, companyId)
}

/** Removes every cap that names an agent, once it is deleted. */
export async function forgetCapsOfAgent(db: Db, companyId: string, agentId: string) {
  await lockBalance(db, companyId)
  await deleteCapsOfAgent(db, companyId, agentId, 'all')
  await noteCapped(db, companyId)
}
