import type { UserContext } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import type { SourceRow } from '../asking/source-desk.ts'
import { broughtType } from '../brought-documents.ts'
import { findConnector } from '../connectors/connectors.ts'
import { getSource } from '../sources.service.ts'
import { findSource, updateSource } from '../sources.store.ts'

type Needs = Pick<UserContext, 'pool' | 'principal' | 'jobs' | 'now'>

/** Whether a source is read as a whole and searched: websites, and databases of which a copy is kept; not what adapters bring. */
export const isCopied = ({ source_type, mode, connection_config }: SourceRow) =>
  source_type !== 'file' &&
  source_type !== broughtType &&
  (mode === 'offline' || findConnector(String(connection_config.type ?? ''))?.category === 'website')

/** Begins to read a source that is copied; does nothing with others. */
export async function beginSync({ jobs, principal, now }: Omit<Needs, 'pool'>, db: Db, connectionId: string) {
  const source = await findSource(db, principal.companyId, connectionId)
  if (!source || !isCopied(source)) return
  await updateSource(db, principal.companyId, connectionId, { status: 'syncing', status_message: null, updated_at: new Date(now()) })
  await jobs.add(db, 'sources.sync', { company_id: principal.companyId, connection_id: connectionId })
}

/** Reads a copy or a website again. Throws NOT_FOUND, INVALID_REQUEST for a source that is asked live, CONFLICT while it is being read. */
export async function syncSource(context: Needs, connectionId: string) {
  const { pool, principal } = context
  return inCompany(pool, principal.companyId, async db => {
    const { source } = await getSource({ db, principal }, connectionId)
    if (!isCopied(source))
      throw new AppError('INVALID_REQUEST', 'This data source is not a copy. It is asked live, or made of uploaded files.', {
        details: { connection_id: 'is not a copy' },
      })
    if (source.status === 'syncing') throw new AppError('CONFLICT', 'This data source is being read already.')
    await beginSync(context, db, connectionId)
    return getSource({ db, principal }, connectionId)
  })
}
