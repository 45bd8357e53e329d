import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import { detached, type Handlers } from '../http/handlers.ts'
import { getSource, removeSource, uploadFiles } from './sources.service.ts'
import { listSources } from './sources.store.ts'
import type { SourceTables } from './sources.tables.ts'

export const sourceHandlers: Handlers<Api['dataSources']> = {
  list: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listSources(db, principal.companyId, query)
    return { data_sources: rows.map(row => toSummary(row, row.document_count)), ...page }
  },
  upload: detached(async (context, { body, files }) => ({ data_source: toDetail(await uploadFiles(context, body, files)) })),
  get: async (context, { params }) => ({ data_source: toDetail(await getSource(context, params.connection_id)) }),
  delete: async (context, { params, query }) => {
    await removeSource(context, params.connection_id, { force: query.force ?? false })
    return { success: true, message: 'Data source deleted' }
  },
}

const toSummary = (row: Selectable<SourceTables['data_sources']>, documentCount: number) => ({
  connection_id: row.connection_id,
  source_name: row.source_name,
  source_type: row.source_type,
  mode: row.mode,
  status: row.status,
  status_message: row.status_message,
  document_count: documentCount,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

const toDetail = ({ source, documents, counts }: Awaited<ReturnType<typeof getSource>>) => ({
  ...toSummary(source, counts.indexed),
  connection_config: source.connection_config,
  documents: documents.map(({ document_id, name, status, status_message, chunk_count, size, updated_at }) => ({
    document_id,
    name,
    status,
    status_message,
    chunk_count,
    size,
    updated_at: updated_at.toISOString(),
  })),
  progress:
    source.status === 'syncing' ? { done: counts.indexed + counts.error, total: counts.indexed + counts.error + counts.pending } : null,
})
