import { z } from 'zod'
import { done, flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

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
  documents: z.array(sourceDocument).meta({ description: 'The first 100, newest first' }),
  progress: z
    .object({ done: z.number().int(), total: z.number().int() })
    .nullable()
    .meta({ description: 'Files read so far, while syncing' }),
})

/** The largest upload in bytes, all its files together. */
export const maxUploadBytes = 50_000_000

export const sourcesApi = {
  list: endpoint(operations.dataSources.list, {
    query: z.strictObject(paging),
    answer: z.object({ data_sources: z.array(sourceSummary), ...page }),
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
  delete: endpoint(operations.dataSources.delete, {
    query: z.strictObject({ force: flag.optional() }),
    answer: done,
    errors: ['CONFLICT'],
  }),
}
