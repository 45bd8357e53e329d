import { timingSafeEqual } from 'node:crypto'
import type { adaptersApi } from '@craveva/contract/adapters'
import type { z } from 'zod'
import type { LeaseContext } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import { markOfCode, markOfSubject } from './code-marks.ts'
import { tryCode, updateCode } from './codes.store.ts'

const mostTries = 5

/**
 * Whether this is the code that was mailed last for a conversation and a thing. It is right once, within ten minutes, among five tries, which count
 * however many come at once.
 */
export const checkCode = (
  { pool, leased: { companyId, deploymentId }, keys, now }: Pick<LeaseContext, 'pool' | 'leased' | 'keys' | 'now'>,
  { conversation_id, about, code }: z.output<typeof adaptersApi.checkCode.body>,
): Promise<boolean> =>
  inCompany(pool, companyId, async db => {
    const at = new Date(now())
    const place = { company_id: companyId, deployment_id: deploymentId, conversation_id, about: markOfSubject(keys, deploymentId, about) }
    const row = await tryCode(db, place, at, mostTries)
    const [expected, given] = [row?.code_hash ?? '', markOfCode(keys, companyId, row?.code_id ?? '', code)].map(text => Buffer.from(text))
    const isRight = expected !== undefined && given !== undefined && expected.length === given.length && timingSafeEqual(expected, given)
    if (row && isRight) await updateCode(db, companyId, row.code_id, { used_at: at })
    return isRight
  })
