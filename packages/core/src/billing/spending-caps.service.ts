import type { SetCapInput } from '@craveva/contract/spending-caps'
import type { Selectable } from 'kysely'
import { getAgent } from '../agents/agents.service.ts'
import { outletOf } from '../companies/outlets.service.ts'
import type { Context } from '../context.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import type { BillingTables } from './billing.tables.ts'
import { toMicro } from './credits.ts'
import { lockBalance } from './ledger.store.ts'
import { deleteCap, deleteOldCounters, findCap, forgetTold, listCaps, noteCapped, readCounters, upsertCap } from './spending-caps.store.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'platforms' | 'now'>
type Cap = Selectable<BillingTables['spending_caps']>

export interface CapWithCounters {
  readonly cap: Cap
  readonly counters: Awaited<ReturnType<typeof readCounters>>
}

const most = 500
const countersShown = 10

export async function readCaps({ db, principal }: Pick<Needs, 'db' | 'principal'>): Promise<CapWithCounters[]> {
  const caps = await listCaps(db, principal.companyId)
  const counters = Map.groupBy(await readCounters(db, principal.companyId, countersShown), ({ cap_id }) => cap_id)
  return caps.map(cap => ({ cap, counters: counters.get(cap.cap_id) ?? [] }))
}

/** Sets a cap from now on, or changes it; what was spent in the period counts. Throws INVALID_REQUEST for a subject the company does not have. */
export async function setCap(context: Needs, input: SetCapInput): Promise<CapWithCounters> {
  const { db, principal, now } = context
  const { companyId } = principal
  await checkSubject(context, input)
  // Turns that are held or settled meanwhile wait, and see the cap.
  await lockBalance(db, companyId)
  const ours = (await listCaps(db, companyId)).filter(({ set_by }) => set_by === 'company')
  const { scope, subject, period, amount, sentence } = input
  const same = ours.find(cap => cap.scope === scope && cap.subject === subject && cap.period === period)
  if (!same && ours.length >= most)
    throw new AppError('CONFLICT', `A company has at most ${most} caps. Remove one, or use one for each with *.`)
  const cap = await upsertCap(db, {
    ...{ company_id: companyId, cap_id: newId('cap', now()), scope, subject, period, amount: toMicro(amount) },
    sentence: sentence === undefined ? (same?.sentence ?? null) : sentence,
  })
  await forgetTold(db, companyId, cap.cap_id)
  await deleteOldCounters(db, companyId)
  await noteCapped(db, companyId)
  const counters = await readCounters(db, companyId, countersShown)
  return { cap, counters: counters.filter(({ cap_id }) => cap_id === cap.cap_id) }
}

/** Throws NOT_FOUND, CONFLICT for one that an agent's configuration sets. */
export async function removeCap({ db, principal }: Pick<Needs, 'db' | 'principal'>, capId: string) {
  await lockBalance(db, principal.companyId)
  const cap = await findCap(db, principal.companyId, capId)
  if (!cap) throw new AppError('NOT_FOUND')
  if (cap.set_by === 'agent')
    throw new AppError('CONFLICT', 'The agent sets this cap. Change its daily_credit_cap instead; null removes it.', {
      details: { [cap.subject]: 'sets it' },
    })
  await deleteCap(db, principal.companyId, capId)
  await noteCapped(db, principal.companyId)
}

async function checkSubject(context: Needs, { scope, subject }: SetCapInput) {
  if (subject === '*') return
  if (scope === 'agent') {
    await getAgent(context, subject).catch(error => {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
      throw refuse('is not an agent of your company')
    })
  } else if (scope === 'outlet') await outletOf(context, subject).catch(() => Promise.reject(refuse('is not an outlet of your company')))
  else if (scope === 'channel') {
    const channels = ['api', ...context.platforms.map(({ platform }) => platform)]
    if (!channels.includes(subject)) throw refuse(`is not a channel; there are ${channels.join(', ')}`)
  } else throw refuse(`is always * for ${scope === 'visitor' ? 'visitors, each of whom has the cap' : 'the company'}`)
}

const refuse = (why: string) => new AppError('INVALID_REQUEST', `subject ${why}.`, { details: { subject: why } })
