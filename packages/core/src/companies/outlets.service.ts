import type { CreateOutletInput, UpdateOutletInput } from '@craveva/contract/outlets'
import type { Selectable } from 'kysely'
import type { Context } from '../context.ts'
import { newId } from '../db/ids.ts'
import type { PageRequest } from '../db/page.ts'
import { AppError } from '../errors.ts'
import type { CompanyTables } from './companies.tables.ts'
import { countOutlets, deleteOutlet, findOutlet, insertOutlet, listOutlets, updateOutlet } from './outlets.store.ts'

export type OutletRow = Selectable<CompanyTables['outlets']>

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

const mostOutlets = 2000

export async function createOutlet({ db, principal, now }: Needs, { hours, row_filter, ...input }: CreateOutletInput): Promise<OutletRow> {
  if ((await countOutlets(db, principal.companyId)) >= mostOutlets)
    throw new AppError('CONFLICT', `A company has at most ${mostOutlets} outlets.`)
  return insertOutlet(db, {
    company_id: principal.companyId,
    outlet_id: newId('outlet', now()),
    ...input,
    hours: JSON.stringify(hours),
    row_filter: JSON.stringify(row_filter),
  })
}

/** Throws NOT_FOUND. */
export async function getOutlet({ db, principal }: Pick<Needs, 'db' | 'principal'>, outletId: string): Promise<OutletRow> {
  const outlet = await findOutlet(db, principal.companyId, outletId)
  if (!outlet) throw new AppError('NOT_FOUND')
  return outlet
}

export const listAllOutlets = ({ db, principal }: Pick<Needs, 'db' | 'principal'>, request: PageRequest) =>
  listOutlets(db, principal.companyId, request)

/** The outlet that a request names in its body. Throws INVALID_REQUEST. */
export async function outletOf({ db, principal }: Pick<Needs, 'db' | 'principal'>, outletId: string): Promise<OutletRow> {
  const outlet = await findOutlet(db, principal.companyId, outletId)
  if (!outlet)
    throw new AppError('INVALID_REQUEST', 'There is no such outlet.', { details: { outlet_id: 'is not an outlet of the company' } })
  return outlet
}

/** Merges a change: absent stays, null clears. Throws NOT_FOUND. */
export async function changeOutlet({ db, principal, now }: Needs, outletId: string, input: UpdateOutletInput): Promise<OutletRow> {
  const { name, address, phone, time_zone, hours, row_filter } = input
  const outlet = await updateOutlet(db, principal.companyId, outletId, {
    ...(name !== undefined ? { name } : {}),
    ...(address !== undefined ? { address: address ?? '' } : {}),
    ...(phone !== undefined ? { phone: phone ?? '' } : {}),
    ...(time_zone !== undefined ? { time_zone: time_zone ?? 'UTC' } : {}),
    ...(hours !== undefined ? { hours: JSON.stringify(hours ?? {}) } : {}),
    ...(row_filter !== undefined ? { row_filter: JSON.stringify(row_filter ?? {}) } : {}),
    updated_at: new Date(now()),
  })
  if (!outlet) throw new AppError('NOT_FOUND')
  return outlet
}

/** Throws NOT_FOUND. */
export async function removeOutlet({ db, principal }: Pick<Needs, 'db' | 'principal'>, outletId: string) {
  if (!(await deleteOutlet(db, principal.companyId, outletId))) throw new AppError('NOT_FOUND')
}
