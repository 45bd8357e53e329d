import type { LeaseContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { updateAddress } from './addresses.store.ts'
import { failAllOf, findDelivery, noteOutcome } from './deliveries.store.ts'

/** What an adapter tells of a delivery. */
export interface Acknowledgement {
  readonly state: 'sending' | 'delivered' | 'retry' | 'failed' | 'blocked'
  readonly message_ids: readonly string[]
  readonly reason: string | null
}

/** Attempts after which a delivery is given up, so that it holds up no other. */
const mostAttempts = 50

/** Notes what became of a delivery; telling it again does no harm. Throws NOT_FOUND. */
export async function acknowledge({ pool, leased }: Pick<LeaseContext, 'pool' | 'leased'>, deliveryId: string, told: Acknowledgement) {
  const { companyId, deploymentId } = leased
  await inCompany(pool, companyId, async db => {
    const known = await findDelivery(db, companyId, deploymentId, deliveryId)
    if (!known) throw new AppError('NOT_FOUND')
    const isOver = told.state === 'failed' || (told.state === 'retry' && known.attempts + 1 >= mostAttempts)
    const noted = await noteOutcome(db, companyId, deploymentId, deliveryId, {
      state: told.state === 'delivered' ? 'delivered' : isOver ? 'failed' : null,
      messageIds: told.message_ids,
      reason: told.reason,
      failed: told.state === 'retry' || told.state === 'failed',
    })
    if (!noted || told.state !== 'blocked') return
    await updateAddress(db, companyId, noted.address_id, { blocked: true })
    await failAllOf(db, companyId, noted.address_id, told.reason ?? 'The visitor does not want messages.')
  })
}
