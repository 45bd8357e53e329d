import { randomInt } from 'node:crypto'
import { readCompanyName } from '../../companies/companies.service.ts'
import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import { readDeployment } from '../../deployments/read-deployment.ts'
import type { JobPayloads } from '../../jobs/jobs.ts'
import { toMail } from '../../mail/letter.ts'
import { codeLetter } from './code-letter.ts'
import { markOfCode } from './code-marks.ts'
import { findUnsentCode, updateCode } from './codes.store.ts'

type Needs = Pick<Services, 'pool' | 'mail' | 'keys' | 'now'>

/** Makes a code and mails it; what is tried again makes another one, as a code stands nowhere but in its mail. Does nothing for whom there is none. */
export async function mailCode({ pool, mail, keys, now }: Needs, { company_id, code_id }: JobPayloads['channels.code']) {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const found = await inCompany(pool, company_id, async db => {
    const row = await findUnsentCode(db, company_id, code_id, new Date(now()))
    const deployment = row && (await readDeployment(db, company_id, row.deployment_id))
    if (!row?.address || !deployment) return null
    await updateCode(db, company_id, code_id, { code_hash: markOfCode(keys, company_id, code_id, code) })
    return { address: row.address, language: row.language, company: await readCompanyName(db, company_id) }
  })
  if (!found) return
  await mail.send(toMail(found.address, codeLetter(found.language, found.company, code)))
  await inCompany(pool, company_id, db => updateCode(db, company_id, code_id, { address: null }))
}
