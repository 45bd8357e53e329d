import type { LeaseContext } from '../context.ts'
import { open, seal } from '../crypto/seal.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { countValues, deleteValue, findValue, putValue } from './values.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'keys'>

const longestKey = 200
const largestValue = 64_000
const mostValues = 10_000

/** A value that an adapter keeps for a deployment; null when there is none. */
export async function readValue({ pool, keys, leased: { companyId, deploymentId } }: Needs, key: string): Promise<unknown> {
  const row = await inCompany(pool, companyId, db => findValue(db, companyId, deploymentId, key))
  return row ? JSON.parse(open(keys, placeOf(companyId, deploymentId, key), String(row.value))) : null
}

/** An adapter may keep tokens of its platform among its values: all are sealed, each for its own key. */
const placeOf = (companyId: string, deploymentId: string, key: string) => ({ companyId, recordId: `${deploymentId} ${key}` })

/** Keeps a value; null forgets it. Throws INVALID_REQUEST when key or value are too long, CONFLICT when there are too many. */
export async function writeValue({ pool, keys, leased: { companyId, deploymentId } }: Needs, key: string, value: unknown) {
  const text = JSON.stringify(value)
  if (key.length > longestKey || text.length > largestValue)
    throw new AppError('INVALID_REQUEST', `A key has at most ${longestKey} characters, a value ${largestValue}.`)
  await inCompany(pool, companyId, async db => {
    if (value === null) return deleteValue(db, companyId, deploymentId, key)
    if ((await countValues(db, companyId, deploymentId)) >= mostValues && !(await findValue(db, companyId, deploymentId, key)))
      throw new AppError('CONFLICT', `An adapter keeps at most ${mostValues} values for a deployment.`)
    const sealed = seal(keys, placeOf(companyId, deploymentId, key), text)
    return putValue(db, { company_id: companyId, deployment_id: deploymentId, key, value: JSON.stringify(sealed) })
  })
}
