import { requirePassword } from '../auth/two-factor.service.ts'
import type { UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { findCompany } from './companies.store.ts'
import { eraseEverything, listFiles } from './company-data.store.ts'

type Needs = Pick<UserContext, 'pool' | 'files' | 'principal' | 'now' | 'caller' | 'runner' | 'log'>

/**
 * Erases a company with its users, data, files and conversations; nothing of it is left but in backups. Takes its name, typed, and the
 * password of the owner. Throws INVALID_REQUEST for another name, UNAUTHORIZED for a wrong password.
 */
export async function eraseCompany(context: Needs, { name, password }: { name: string; password: string }) {
  const { pool, files, principal, runner, log } = context
  const { companyId } = principal
  const company = await inCompany(pool, companyId, db => findCompany(db, companyId))
  if (company?.name !== name.trim())
    throw new AppError('INVALID_REQUEST', 'Type the name of the company as it is written, to confirm.', {
      details: { name: 'is not the name of the company' },
    })
  await requirePassword(context, password)
  const { stored, open } = await inCompany(pool, companyId, async db => ({
    stored: await listFiles(db, companyId),
    open: await eraseEverything(db, companyId),
  }))
  for (const executionId of open) await runner.cancel(companyId, executionId).catch(() => {})
  for (const { file_key } of stored) if (file_key) await files.remove(file_key)
  log.warn({ company_id: companyId }, 'a company was erased by its owner')
}
