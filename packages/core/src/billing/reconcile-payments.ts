import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { takeOver } from './payment-events.ts'
import type { HostedPayments, Seen } from './payment-provider.ts'
import { findPayment } from './payments.store.ts'

type Needs = Pick<Services, 'pool' | 'payments' | 'now' | 'log'>

/** Milliseconds that are looked back at: as long as providers send an event again. */
const lookBack = 4 * 24 * 3_600_000

/** Compares the provider's payments of the last days with ours, and books what no event told. Tells how many were put right. */
export async function reconcilePayments(needs: Needs): Promise<number> {
  const { hosted } = needs.payments
  if (!hosted) return 0
  const since = new Date(Date.now() - lookBack)
  let mended = 0
  for (const reference of await doubtful(needs, hosted, since)) if (await putRight(needs, hosted, reference)) mended++
  return mended
}

/** Payments that may stand otherwise at the provider than here. */
async function doubtful({ pool }: Needs, hosted: HostedPayments, since: Date) {
  const references = new Set<string>()
  for await (const { companyId, paymentId, reference, outcome } of hosted.begunSince(since)) {
    const ours = await findOurs(pool, { companyId, paymentId })
    if (ours && ours.status !== 'paid' && outcome.status === 'paid') references.add(reference)
  }
  for await (const reference of hosted.takenBackSince(since)) references.add(reference)
  return references
}

/** False when there was nothing to put right. */
async function putRight(needs: Needs, hosted: HostedPayments, reference: string) {
  const seen = await hosted.look(reference)
  const before = seen && (await findOurs(needs.pool, seen))
  if (!before || !(await takeOver(needs, seen))) return false
  const after = await findOurs(needs.pool, seen)
  const changed = (['status', 'refunded', 'disputed'] as const).some(field => before[field] !== after?.[field])
  const { company_id, payment_id } = before
  if (changed) needs.log.warn({ company_id, payment_id }, 'a payment that no event told of was put right')
  return changed
}

/** Null for a payment of another system that shares the account at the provider. */
async function findOurs(pool: Needs['pool'], { companyId, paymentId }: Pick<Seen, 'companyId' | 'paymentId'>) {
  if (!paymentId || !/^cmp_\w+$/.test(companyId)) return null
  return (await inCompany(pool, companyId, db => findPayment(db, companyId, paymentId))) ?? null
}
