import type { PublicContext, Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { startWorkLoop, type WorkLoop } from '../events/work-loop.ts'
import { applySeen } from './apply-payment.ts'
import { saveCustomer } from './payment-customers.store.ts'
import { claimPaymentEvents, endPaymentEvent, insertPaymentEvent, type StoredEvent } from './payment-events.store.ts'
import { keepMethod } from './payment-methods.service.ts'
import type { Seen } from './payment-provider.ts'
import { findPayment } from './payments.store.ts'

type Needs = Pick<Services, 'pool' | 'payments' | 'now' | 'log'>

/** How often an event is tried whose payment is not there: it may have come before it, or be another system's. About three days. */
const mostTries = 20

/**
 * Takes a signed message of the provider over: what it is about is noted, and read from the provider afterwards; what it says counts for
 * nothing. Throws NOT_FOUND where there is no provider that sends any, UNAUTHORIZED for a wrong signature.
 */
export async function receivePaymentEvent(context: Pick<PublicContext, 'pool' | 'payments'>, raw: Buffer, signature: string) {
  const { hosted, name } = context.payments
  if (!hosted) throw new AppError('NOT_FOUND')
  const event = await hosted.readEvent(raw, signature)
  if (!event) throw new AppError('UNAUTHORIZED', 'The signature is not right.')
  if (event.reference === null) return
  const { id, kind, reference } = event
  await insertPaymentEvent(context.pool, { provider: name, event_id: id, kind, reference })
}

/** Events that a server reads the provider about at the same time. */
const atOnce = 8

/** Reads what events are about, and moves payments on; other servers do the same. */
export const startPaymentWorker = (needs: Needs): WorkLoop => startWorkLoop(needs.log, 'payments', () => workOnPaymentEvents(needs))

/** True when there may be more. */
async function workOnPaymentEvents(needs: Needs): Promise<boolean> {
  const { pool, payments, log } = needs
  if (!payments.hosted) return false
  const claimed = await claimPaymentEvents(pool, payments.name, atOnce)
  const settle = (event: StoredEvent) =>
    settleEvent(needs, event).catch(error => log.warn({ err: error, ...event }, 'a payment event is tried again later'))
  await Promise.all(claimed.map(settle))
  return claimed.length === atOnce
}

async function settleEvent(needs: Needs, { event_id, reference, tries }: StoredEvent) {
  const { pool, payments, log } = needs
  const seen = await payments.hosted?.look(reference)
  const known = !seen || (await takeOver(needs, seen))
  if (!known && tries < mostTries) return
  if (!known) log.error({ event_id, reference }, 'a payment event is about a payment that is not here')
  await endPaymentEvent(pool, payments.name, event_id)
}

/** Books what the provider knows of a payment. False when there is no such payment here. */
export async function takeOver({ pool, payments, now }: Pick<Needs, 'pool' | 'payments' | 'now'>, seen: Seen): Promise<boolean> {
  const { companyId, paymentId, method } = seen
  return inCompany(pool, companyId, async db => {
    if (paymentId !== null) {
      if (!(await findPayment(db, companyId, paymentId))) return false
      await applySeen(db, { company_id: companyId, payment_id: paymentId }, seen)
    }
    if (method?.customer) await saveCustomer(db, companyId, payments.name, method.customer)
    if (method) await keepMethod({ payments, now }, db, companyId, method)
    return true
  })
}
