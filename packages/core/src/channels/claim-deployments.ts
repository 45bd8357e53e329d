import type { Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import { findWanted, type Holder, renewLeases, setLeases, takeLeases } from './leases.store.ts'

/** A deployment that the caller looks after; `lease` is told when it is new. */
export interface ClaimedLease {
  readonly deployment_id: string
  readonly revision: number
  readonly paused: boolean
  readonly lease: string | null
}

/**
 * Renews the leases that a process holds, and gives it those that nobody has, up to `most` in all; `ended` are those it held that were deleted, or
 * paused unless it takes these, too.
 */
export async function claimDeployments({ pool }: Pick<Services, 'pool'>, holder: Holder, held: readonly string[], most: number) {
  const kept: ClaimedLease[] = (await renewLeases(pool, holder, held)).map(row => ({ ...row, lease: null }))
  const taken = most > kept.length ? await takeLeases(pool, holder, held, most - kept.length) : []
  const leases = taken.map(row => ({ ...row, lease: randomToken() }))
  const ids = leases.map(({ deployment_id }) => deployment_id)
  const hashes = leases.map(({ lease }) => hashToken(lease))
  if (leases.length > 0) await setLeases(pool, holder, ids, hashes)
  const unkept = held.filter(id => !kept.some(({ deployment_id }) => deployment_id === id))
  const wanted = unkept.length > 0 ? await findWanted(pool, holder, unkept) : []
  return { leases: [...kept, ...leases], ended: unkept.filter(id => !wanted.includes(id)) }
}
