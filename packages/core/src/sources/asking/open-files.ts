import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import { type FilesSettings, filesConnector, isTabular } from '../connectors/files/files-connector.ts'
import type { ReachableSource } from '../reach-source.ts'
import { listDocuments } from '../sources.store.ts'
import type { SourceRow } from './source-desk.ts'

/** Tables that files of one source make at most. */
const mostFiles = 50

/** Uploaded files as a database of tables. Throws INVALID_REQUEST when none of them holds a table. */
export async function openFiles({ pool, files }: Pick<Services, 'pool' | 'files'>, source: SourceRow): Promise<ReachableSource> {
  const { company_id, connection_id } = source
  const documents = await inCompany(pool, company_id, db => listDocuments(db, company_id, connection_id, 100))
  const found: FilesSettings['files'][number][] = []
  for (const { name, file_key } of documents.toReversed()) {
    if (!file_key || found.length === mostFiles) continue
    const path = await files.pathOf(file_key).catch(() => null)
    if (path && (await isTabular(path, name))) found.push({ path, name })
  }
  if (found.length === 0)
    throw new AppError('INVALID_REQUEST', 'This data source is made of uploaded files, none of which is a table that could be queried.', {
      details: { connection_id: 'is made of uploaded files' },
    })
  return { connector: filesConnector, settings: { type: 'files', files: found } }
}
