import type { Selectable } from 'kysely'
import type { UserContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { BillingTables } from './billing.tables.ts'
import { deleteMethod, findDefaultMethod, insertMethod, listMethods, setDefault } from './payment-methods.store.ts'

export type PaymentMethod = Selectable<BillingTables['payment_methods']>

type Needs = Pick<UserContext, 'pool' | 'principal' | 'payments' | 'now'>

/** Saves a payment method; the first one is the default. Throws PAYMENT_DECLINED. */
export async function addPaymentMethod(
  { pool, principal, payments, now }: Needs,
  token: string,
  wantsDefault: boolean,
): Promise<PaymentMethod> {
  const { companyId } = principal
  const attached = await payments.attach(companyId, token)
  if (attached.status === 'declined')
    throw new AppError('PAYMENT_DECLINED', attached.message, { details: { payment_method: attached.message } })
  return inCompany(pool, companyId, async db => {
    const { reference, type, brand, last4, expMonth, expYear } = attached
    const method = await insertMethod(db, {
      ...{ company_id: companyId, payment_method_id: newId('pm', now()), provider: payments.name, is_test: payments.isTest },
      ...{ reference, type, brand, last4, exp_month: expMonth, exp_year: expYear },
    })
    const isFirst = (await findDefaultMethod(db, companyId)) === undefined
    return isFirst || wantsDefault ? makeDefault(db, companyId, method.payment_method_id) : method
  })
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
