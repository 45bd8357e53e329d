import { type UsageQuery, usageOperations } from '@craveva/contract/billing'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { toCredits } from './credits.ts'
import { creditPrice } from './plans.ts'
import { getSubscription } from './subscription.service.ts'
import { type Span, sumUsage, sumUsageInDetail, type UsageGroup, type UsageSum } from './usage.store.ts'

const day = 86_400_000
const longestDays = 400

/** What a company used in a span of time: in all, and by what it was used for. Throws INVALID_REQUEST for a span that ends before it begins. */
export async function readUsage(context: Pick<Context, 'db' | 'principal' | 'now'>, query: UsageQuery) {
  const { db, principal } = context
  const span = await spanOf(context, query)
  const by = async (group: UsageGroup) => gather(await sumUsage(db, principal.companyId, span, group))
  const agents = await by('agent')
  const all = agents.flatMap(({ sums }) => sums)
  return {
    span,
    total: figuresOf(all),
    by_operation: countByOperation(all),
    agents,
    channels: await by('channel'),
    outlets: await by('outlet'),
    periods: query.group_by ? await by(query.group_by) : [],
  }
}

const mostLines = 100_000

/** The same in detail, for a table: by period (a day unless told) and everything it is counted by. Throws INVALID_REQUEST. */
export async function exportUsage(context: Pick<Context, 'db' | 'principal' | 'now'>, query: UsageQuery) {
  const span = await spanOf(context, query)
  const rows = await sumUsageInDetail(context.db, context.principal.companyId, span, query.group_by ?? 'day', mostLines + 1)
  if (rows.length > mostLines) throw refuse('start_date', 'must be later, or group_by coarser: these are too many lines')
  return rows
}

/** A group with its figures; `sums` are those of its operations. */
export interface UsageOfGroup {
  readonly group: string | null
  readonly sums: readonly UsageSum[]
}

export const figuresOf = (sums: readonly UsageSum[]) => {
  const credits = toCredits(sum(sums, 'credits'))
  return { requests: sum(sums, 'requests'), tokens: sum(sums, 'tokens'), credits, cost: costOf(credits) }
}

export const countByOperation = (sums: readonly UsageSum[]) =>
  Object.fromEntries(
    usageOperations.map(operation => [
      operation,
      sum(
        sums.filter(entry => entry.operation === operation),
        'requests',
      ),
    ]),
  ) as Record<(typeof usageOperations)[number], number>

/** Money for credits, without the noise of binary fractions. */
const costOf = (credits: number) => Number(((credits * creditPrice) / 100).toFixed(6))

const sum = (sums: readonly UsageSum[], field: 'requests' | 'tokens' | 'credits') => sums.reduce((total, entry) => total + entry[field], 0)

function gather(sums: readonly UsageSum[]): UsageOfGroup[] {
  const groups = Map.groupBy(sums, ({ group }) => group)
  return [...groups].map(([group, ofGroup]) => ({ group, sums: ofGroup }))
}

async function spanOf(
  { db, principal, now }: Pick<Context, 'db' | 'principal' | 'now'>,
  { start_date, end_date }: UsageQuery,
): Promise<Span> {
  const from = start_date ? new Date(start_date) : (await getSubscription(db, principal.companyId)).period_start
  const isDay = end_date !== undefined && !end_date.includes('T')
  // What was used this very moment belongs to it, whatever the clocks of the servers say.
  const until = end_date ? new Date(new Date(end_date).getTime() + (isDay ? day : 0)) : new Date(now() + day)
  if (until <= from) throw refuse('end_date', 'must be after start_date')
  if (until.getTime() - from.getTime() > (longestDays + 1) * day)
    throw refuse('start_date', `must be at most ${longestDays} days before end_date`)
  return { from, until }
}

const refuse = (field: string, why: string) => new AppError('INVALID_REQUEST', `${field} ${why}.`, { details: { [field]: why } })
