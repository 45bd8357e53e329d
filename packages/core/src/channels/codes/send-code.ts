import type { adaptersApi } from '@craveva/contract/adapters'
import type { z } from 'zod'
import type { LeaseContext } from '../../context.ts'
import { hashToken } from '../../crypto/hash-token.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { markOfSubject } from './code-marks.ts'
import { codeMinutes } from './code-minutes.ts'
import { deleteCodesBefore, hasConversation, insertCode } from './codes.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'jobs' | 'limiter' | 'keys' | 'now'>

const hour = 3_600_000
/** In an hour. Mails to one address, and about one thing, so that nobody's mailbox is filled; of the deployment, should its adapter be another's. */
const most = { conversation: 5, address: 5, about: 5, deployment: 300 }

/**
 * Mails a code to an address, for whoever writes in a conversation; without an address to nobody, which answers the same after the same work. Answers the
 * minutes to wait when one conversation wants too many; whom an address was sent enough to is told nobody.
 */
export async function sendCode(
  { pool, leased: { companyId, deploymentId }, jobs, limiter, keys, now }: Needs,
  { conversation_id, about, address }: z.output<typeof adaptersApi.sendCode.body>,
): Promise<number | null> {
  const mark = markOfSubject(keys, deploymentId, about)
  const take = (key: string, max: number) => limiter.take({ key: `code:${key}`, max, windowMs: hour })
  const whom = hashToken(address?.trim().toLowerCase() ?? conversation_id).toString('base64url')
  const allowances = [
    await take(`conversation:${conversation_id}`, most.conversation),
    await take(`deployment:${deploymentId}`, most.deployment),
  ]
  const refused = allowances.find(({ allowed }) => !allowed)
  if (refused) return Math.max(1, Math.ceil((refused.resetAt - now()) / 60_000))
  // A flood of questions without an answer must not keep an owner from theirs.
  const side = address === null ? `${conversation_id}:` : ''
  const quiet = [await take(`address:${side}${whom}`, most.address), await take(`about:${side}${mark}`, most.about)]
  const goesTo = quiet.every(({ allowed }) => allowed) ? address : null

  const codeId = newId('code', now())
  await inCompany(pool, companyId, async db => {
    if (!(await hasConversation(db, companyId, conversation_id))) return
    await deleteCodesBefore(db, companyId, new Date(now() - hour))
    const place = { company_id: companyId, code_id: codeId, deployment_id: deploymentId, conversation_id, about: mark }
    await insertCode(db, { ...place, address: goesTo, expires_at: new Date(now() + codeMinutes * 60_000) })
    await jobs.add(db, 'channels.code', { company_id: companyId, code_id: codeId })
  })
  return null
}
