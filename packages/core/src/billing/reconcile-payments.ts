import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { takeOver } from './payment-events.ts'
import { findPayment } from './payments.store.ts'

type Needs = Pick<Services, 'pool' | 'payments' | 'now' | 'log'>

/** Milliseconds that are looked back at: as long as providers send an event again. */
const lookBack = 4 * 24 * 3_600_000

/** Compares the provider's payments of the last days with ours, and books what no event told. Tells how many were put right. */
export async function reconcilePayments(needs: Needs): Promise<number> {
  const { pool, payments, log } = needs
  if (!payments.hosted) return 0
  let mended = 0
  for await (const { companyId, paymentId, reference, outcome } of payments.hosted.begunSince(new Date(Date.now() - lookBack))) {
    if (!paymentId || !/^cmp_\w+$/.test(companyId)) continue
    const ours = await inCompany(pool, companyId, db => findPayment(db, companyId, paymentId))
    if (!ours || ours.status === outcome.status || (ours.status !== 'paid' && outcome.status !== 'paid')) continue
    const seen = await payments.hosted.look(reference)
    if (seen && (await takeOver(needs, seen))) mended++
    log.warn({ company_id: companyId, payment_id: paymentId }, 'a payment that no event told of was put right')
  }
  return mended
}
