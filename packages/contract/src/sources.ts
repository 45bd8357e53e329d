import { z } from 'zod'
import { done, flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { freeSql, sourceAccess, sourceAccessInput, sourceHealth } from './source-access.ts'

export const sourceStatus = z.enum(['connecting', 'connected', 'syncing', 'error', 'disconnected'])
export type SourceStatus = z.infer<typeof sourceStatus>

const sourceSummary = z.object({
  connection_id: id('ds'),
  source_name: z.string(),
  source_type: z.string(),
  mode: z.enum(['online', 'offline']),
  status: sourceStatus,
  status_message: z.string().nullable().meta({ description: 'What is going on, or what to do' }),
  document_count: z.number().int(),
  created_at: time,
  updated_at: time,
})

const sourceDocument = z.object({
  document_id: id('doc'),
  name: z.string(),
  status: z.enum(['pending', 'indexed', 'error']),
  status_message: z.string().nullable(),
  chunk_count: z.number().int(),
  size: z.number().int().meta({ description: 'Bytes' }),
  updated_at: time,
})

const sourceDetail = sourceSummary.extend({
  connection_config: z.record(z.string(), z.unknown()),
  access: sourceAccess,
  free_sql: freeSql,
  health: sourceHealth.nullable().meta({ description: 'How it was found when it was last asked or probed' }),
  synced_at: time.nullable().meta({ description: 'When a copy or a website was last read' }),
  documents: z.array(sourceDocument).meta({ description: 'The first 100, newest first' }),
  progress: z
    .object({ done: z.number().int(), total: z.number().int() })
    .nullable()
    .meta({ description: 'Files read so far, while syncing' }),
})

const connectionConfig = z.record(z.string().max(100), z.unknown()).meta({
  description:
    'Settings of the engine, or a `connection_string` with all of them; see GET /data-sources/engines. Secrets are answered as "********"',
})

const connectBody = z.strictObject({
  source_name: z.string().trim().min(1).max(200),
  source_type: z
    .string()
    .min(1)
    .max(50)
    .meta({ description: '`database` with the engine in `connection_config.type`, or directly the name of an engine' }),
  mode: z.enum(['online', 'offline']).default('online'),
  connection_config: connectionConfig.default({}),
  access: sourceAccessInput.optional(),
  test_connection: z.boolean().default(true),
})
export type ConnectSourceInput = z.infer<typeof connectBody>

const updateBody = z.strictObject({
  source_name: z.string().trim().min(1).max(200).optional(),
  connection_config: connectionConfig
    .optional()
    .meta({ description: 'Merged into what is set: null clears, "********" leaves a secret as it is' }),
  access: sourceAccessInput.optional(),
})
export type UpdateSourceInput = z.infer<typeof updateBody>

const queryBody = z.strictObject({
  connection_id: id('ds'),
  query: z.string().min(1).max(20_000).meta({ description: 'One SELECT' }),
  limit: z.int().min(1).max(1000).default(100).meta({ description: 'The most rows to answer' }),
})
export type QuerySourceInput = z.infer<typeof queryBody>

const schemaTable = z.object({
  name: z.string(),
  comment: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), nullable: z.boolean(), comment: z.string().nullable() })),
  primary_key: z.array(z.string()),
  references: z.array(z.object({ columns: z.array(z.string()), table: z.string(), table_columns: z.array(z.string()) })),
  sample: z.array(z.record(z.string(), z.unknown())).nullable().meta({ description: 'Some rows, when asked for; never hidden columns' }),
})

/** The largest upload in bytes, all its files together. */
export const maxUploadBytes = 50_000_000

export const sourcesApi = {
  list: endpoint(operations.dataSources.list, {
    query: z.strictObject(paging),
    answer: z.object({ data_sources: z.array(sourceSummary), ...page }),
  }),
  engines: endpoint(operations.dataSources.engines, {
    answer: z.object({
      engines: z.array(
        z.object({
          engine: z.string(),
          source_type: z.string(),
          settings: z.record(z.string(), z.unknown()).meta({ description: 'A JSON Schema; secrets are marked `writeOnly`' }),
        }),
      ),
    }),
  }),
  connect: endpoint(operations.dataSources.connect, { body: connectBody, answer: z.object({ data_source: sourceDetail }) }),
  query: endpoint(operations.dataSources.query, {
    body: queryBody,
    answer: z.object({
      results: z.array(z.record(z.string(), z.unknown())),
      row_count: z.number().int(),
      truncated: z.boolean().meta({ description: 'Whether there were more rows than the limits let through' }),
      execution_time_ms: z.number().int(),
    }),
    errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
  }),
  upload: endpoint(operations.dataSources.upload, {
    body: z
      .strictObject({
        source_name: z.string().trim().min(1).max(200).optional(),
        mode: z.enum(['online', 'offline']).optional(),
        connection_id: id('ds').optional().meta({ description: 'Adds to, or replaces by file name in, an earlier upload' }),
      })
      .meta({ description: 'Form fields beside `file`, which is repeatable' }),
    answer: z.object({ data_source: sourceDetail }),
  }),
  get: endpoint(operations.dataSources.get, { answer: z.object({ data_source: sourceDetail }) }),
  update: endpoint(operations.dataSources.update, {
    body: updateBody,
    answer: z.object({ data_source: sourceDetail }),
    errors: ['CONFLICT'],
  }),
  testConnection: endpoint(operations.dataSources.testConnection, {
    answer: z.object({
      connected: z.boolean(),
      message: z.string(),
      latency_ms: z.number().int(),
      warnings: z.array(z.string()),
    }),
    errors: ['CONFLICT'],
  }),
  schema: endpoint(operations.dataSources.schema, {
    query: z.strictObject({ samples: flag.optional().meta({ description: 'Also three rows of each of the first twenty tables' }) }),
    answer: z.object({ tables: z.array(schemaTable) }),
    errors: ['CONFLICT'],
  }),
  sync: endpoint(operations.dataSources.sync, { answer: z.object({ data_source: sourceDetail }), errors: ['CONFLICT'] }),
  delete: endpoint(operations.dataSources.delete, {
    query: z.strictObject({ force: flag.optional() }),
    answer: done,
    errors: ['CONFLICT'],
  }),
}
