import type { Selectable } from 'kysely'
import type { UserContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { BillingTables } from './billing.tables.ts'
import { lockBalance } from './ledger.store.ts'
import { findCustomer, saveCustomer } from './payment-customers.store.ts'
import { deleteMethod, findDefaultMethod, insertMethod, listMethods, setDefault } from './payment-methods.store.ts'
import type { ProviderMethod } from './payment-provider.ts'

export type PaymentMethod = Selectable<BillingTables['payment_methods']>

type Needs = Pick<UserContext, 'pool' | 'principal' | 'payments' | 'now'>

/** Saves a payment method; the first one is the default. Throws PAYMENT_DECLINED. */
export async function addPaymentMethod(
  { pool, principal, payments, now }: Needs,
  token: string,
  wantsDefault: boolean,
): Promise<PaymentMethod> {
  const { companyId } = principal
  const customer = await inCompany(pool, companyId, db => findCustomer(db, companyId, payments.name))
  const attached = await payments.attach({ companyId, customer }, token)
  if (attached.status === 'declined')
    throw new AppError('PAYMENT_DECLINED', attached.message, { details: { payment_method: attached.message } })
  return inCompany(pool, companyId, async db => {
    if (attached.customer) await saveCustomer(db, companyId, payments.name, attached.customer)
    return insert({ payments, now }, db, companyId, attached, wantsDefault)
  })
}

/** Saves a payment method that the provider has, unless it is saved already. */
export async function keepMethod(needs: Pick<Needs, 'payments' | 'now'>, db: Db, companyId: string, method: ProviderMethod) {
  await lockBalance(db, companyId)
  const known = (await listMethods(db, companyId)).some(({ reference }) => reference === method.reference)
  if (!known) await insert(needs, db, companyId, method, false)
}

async function insert(
  { payments, now }: Pick<Needs, 'payments' | 'now'>,
  db: Db,
  companyId: string,
  { reference, type, brand, last4, expMonth, expYear }: ProviderMethod,
  wantsDefault: boolean,
) {
  const method = await insertMethod(db, {
    ...{ company_id: companyId, payment_method_id: newId('pm', now()), provider: payments.name, is_test: payments.isTest },
    ...{ reference, type, brand, last4, exp_month: expMonth, exp_year: expYear },
  })
  const isFirst = (await findDefaultMethod(db, companyId)) === undefined
  return isFirst || wantsDefault ? makeDefault(db, companyId, method.payment_method_id) : method
}

/** Throws NOT_FOUND. */
export async function makeDefault(db: Db, companyId: string, id: string): Promise<PaymentMethod> {
  const method = await setDefault(db, companyId, id)
  if (!method) throw new AppError('NOT_FOUND')
  return method
}

/** Forgets a payment method, here and at the provider; if it was the default, the newest other one becomes it. Throws NOT_FOUND. */
export async function removePaymentMethod({ pool, principal, payments }: Needs, id: string) {
  const { companyId } = principal
  const removed = await inCompany(pool, companyId, async db => {
    const method = await deleteMethod(db, companyId, id)
    if (!method) throw new AppError('NOT_FOUND')
    const [next] = method.is_default ? await listMethods(db, companyId) : []
    if (next) await makeDefault(db, companyId, next.payment_method_id)
    return method
  })
  await payments.detach(companyId, removed.reference)
}
