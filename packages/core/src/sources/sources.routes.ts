import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { maskSettings } from '../crypto/secret-settings.ts'
import { detached, type Handlers } from '../http/handlers.ts'
import { accessOf, freeSqlOf } from './asking/source-access.ts'
import { connectors, findConnector } from './connectors/connectors.ts'
import { changeSource, connectSource, querySource, readSchema, testStoredSource } from './live-sources.service.ts'
import { getSource, removeSource, uploadFiles } from './sources.service.ts'
import { listSources } from './sources.store.ts'
import type { SourceTables } from './sources.tables.ts'
import { syncSource } from './sync/begin-sync.ts'

export const sourceHandlers: Handlers<Api['dataSources']> = {
  list: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listSources(db, principal.companyId, query)
    return { data_sources: rows.map(row => toSummary(row, row.document_count)), ...page }
  },
  engines: async () => ({
    engines: connectors.map(({ engine, category, settings }) => ({
      engine,
      source_type: category,
      settings: z.toJSONSchema(settings, { io: 'input' }) as Record<string, unknown>,
    })),
  }),
  connect: detached(async (context, { body, gone }) => ({ data_source: toDetail(await connectSource(context, body, gone)) })),
  query: detached(async (context, { body, gone }) => {
    const started = performance.now()
    const { rows, truncated } = await querySource(context, body, gone)
    return { results: [...rows], row_count: rows.length, truncated, execution_time_ms: Math.round(performance.now() - started) }
  }),
  upload: detached(async (context, { body, files }) => ({ data_source: toDetail(await uploadFiles(context, body, files)) })),
  get: async (context, { params }) => ({ data_source: toDetail(await getSource(context, params.connection_id)) }),
  update: detached(async (context, { params, body, gone }) => ({
    data_source: toDetail(await changeSource(context, params.connection_id, body, gone)),
  })),
  testConnection: detached(async (context, { params, gone }) => {
    const { connected, message, latencyMs, warnings } = await testStoredSource(context, params.connection_id, gone)
    return { connected, message, latency_ms: latencyMs, warnings: [...warnings] }
  }),
  schema: detached(async (context, { params, query, gone }) => ({
    tables: (await readSchema(context, params.connection_id, { samples: query.samples ?? false }, gone)).map(toTable),
  })),
  sync: detached(async (context, { params }) => ({ data_source: toDetail(await syncSource(context, params.connection_id)) })),
  delete: async (context, { params, query }) => {
    await removeSource(context, params.connection_id, { force: query.force ?? false })
    return { success: true, message: 'Data source deleted' }
  },
}

const toTable = ({ name, comment, columns, primaryKey, references, sample }: Awaited<ReturnType<typeof readSchema>>[number]) => ({
  name,
  comment,
  columns: [...columns],
  primary_key: [...primaryKey],
  references: references.map(({ columns: own, table, tableColumns }) => ({
    columns: [...own],
    table,
    table_columns: [...tableColumns],
  })),
  sample: sample && [...sample],
})

/** Settings as they are shown: secrets masked. What is stored of an engine that is not offered any more is not shown at all. */
function toShownConfig({ connection_config }: Selectable<SourceTables['data_sources']>) {
  const connector = findConnector(String(connection_config.type ?? ''))
  return connector ? { ...maskSettings(connector.settings, connection_config) } : {}
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
  connection_config: toShownConfig(source),
  access: accessOf(source.access),
  free_sql: freeSqlOf(accessOf(source.access), source.writable),
  health: source.health,
  synced_at: source.synced_at?.toISOString() ?? null,
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
