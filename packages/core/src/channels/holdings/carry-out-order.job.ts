import { recordChange } from '../../audit/record-change.ts'
import { leadersOf } from '../../auth/members.service.ts'
import type { Services } from '../../context.ts'
import { eraseCustomer, eraseSomeOfDeployment } from '../../conversations/customer-data.service.ts'
import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import type { JobPayloads } from '../../jobs/jobs.ts'
import { eraseSomeOfSource } from '../../sources/brought-documents.ts'
import { tellOfCustomer } from '../tell-of-customer.ts'
import { failedOrderLetter } from './failed-order-letter.ts'
import { countFailure, deleteOrder, findOpenOrder, giveOrderUp, type HoldingOrder } from './holding-orders.store.ts'

type Needs = Pick<Services, 'pool' | 'runner' | 'jobs' | 'log'>

/** Milliseconds after which the rest is a job of its own, so that what was broken off is soon begun again. */
const longestMs = 30_000
/** With growing pauses they last about half an hour. */
const mostFailures = 12

/**
 * Does what a platform asked to be done with what is kept, in steps of which each is a transaction: what is broken off goes on where it was, and
 * what is done twice does no harm. When it fails again and again, whoever leads the company is told.
 */
export async function carryOutOrder(needs: Needs, { company_id, order_id }: JobPayloads['channels.holdings'], signal: AbortSignal) {
  const order = await inCompany(needs.pool, company_id, db => findOpenOrder(db, company_id, order_id))
  if (!order) return
  const until = performance.now() + longestMs
  try {
    while (!(await step(needs, order))) {
      signal.throwIfAborted()
      if (performance.now() < until) continue
      await inCompany(needs.pool, company_id, db => needs.jobs.add(db, 'channels.holdings', { company_id, order_id }))
      return
    }
  } catch (error) {
    if (signal.aborted) throw error
    needs.log.error(
      { err: error, company_id, order_id, what: order.what },
      'what a platform asked for could not be done; it is tried again',
    )
    if (!(await fail(needs, order, error))) throw error
  }
}

/** Whether it is done. */
async function step(needs: Needs, order: HoldingOrder): Promise<boolean> {
  const { company_id: companyId, deployment_id: deploymentId, connection_id: connectionId, what, customer, asked_at: before } = order
  const place = { companyId, deploymentId, before }
  if (what === 'tell_of_customer') {
    await inCompany(needs.pool, companyId, async db => {
      if (customer && (await deleteOrder(db, companyId, order.order_id)))
        await tellOfCustomer(needs, db, { ...place, platform: order.platform }, customer)
    })
    return true
  }
  if (what === 'erase_customer' && customer) await eraseCustomer(needs, place, customer)
  if (what === 'erase_everything' && (await eraseSomeOfDeployment(needs, place))) return false
  if (connectionId && (await inCompany(needs.pool, companyId, db => eraseSomeOfSource(db, companyId, connectionId)))) return false
  await inCompany(needs.pool, companyId, async db => {
    if (await deleteOrder(db, companyId, order.order_id)) await record(db, order, 'erased')
  })
  return true
}

/** Whether it is given up. */
const fail = (needs: Needs, order: HoldingOrder, error: unknown) =>
  inCompany(needs.pool, order.company_id, async db => {
    const { company_id: companyId, order_id: orderId } = order
    const failures = await countFailure(db, companyId, orderId, String(error instanceof Error ? error.message : error).slice(0, 500))
    if (failures < mostFailures) return false
    await giveOrderUp(db, companyId, orderId)
    await record(db, order, 'erasing-failed')
    for (const { email, full_name } of await leadersOf(db, companyId, { admins: true }))
      await needs.jobs.add(db, 'mail.send', { kind: 'letter', to: email, letter: { ...failedOrderLetter(order), name: full_name } })
    return true
  })

/** Never values: whom it was about is not kept after all of them is gone. */
const record = (db: Db, { company_id, platform, deployment_id, order_id, what }: HoldingOrder, outcome: string) =>
  recordChange(db, {
    company_id,
    action: `deployments.${outcome}`,
    actor_kind: 'system',
    actor_id: null,
    actor_name: platform,
    key_id: null,
    target: { deployment_id, order_id },
    changed: [what.replace('erase_', '')],
  })
