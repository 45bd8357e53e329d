import { z } from 'zod'
import { done, flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { boundTo } from './source-access.ts'

/** Questions that a merchant wrote once: agents, also public ones, ask them by name and fill in nothing but typed values. */

const queryName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use small letters, digits and underscores, beginning with a letter')
  .meta({ examples: ['stock_of_product'] })

const parameterFields = {
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use small letters, digits and underscores')
    .meta({ examples: ['product'] }),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date']),
  description: z.string().max(500).default(''),
  required: z.boolean().default(true),
  default: z.union([z.string(), z.number(), z.boolean()]).nullable().default(null).meta({ description: 'Used when it is left out' }),
  values: z.array(z.string().max(200)).max(100).nullable().default(null).meta({ description: 'The only texts it may be' }),
  from: boundTo
    .nullable()
    .default(null)
    .meta({ description: 'Where its value is taken from; the model is not asked for it and cannot choose it' }),
}

export const queryParameter = z.object(parameterFields)
export type QueryParameter = z.infer<typeof queryParameter>

const queryFields = {
  name: queryName.meta({ description: 'Also the name of the tool, unique within the company' }),
  description: z.string().trim().min(1).max(1000).meta({ description: 'For the model: what it answers, and when to ask it' }),
  query: z
    .string()
    .min(1)
    .max(20_000)
    .meta({ description: 'One SELECT; parameters are written `:name`', examples: ['select 1 as one'] }),
  parameters: z.array(z.strictObject(parameterFields)).max(30),
  key: z.array(z.string().max(200)).max(10).meta({ description: 'Columns of the answer that tell its rows apart' }),
  audience: z.enum(['internal', 'public']).meta({ description: '`public`: also agents that talk to visitors may ask it' }),
  across_visitors: z
    .boolean()
    .meta({ description: 'It sees rows of everybody, although a row filter is set: for totals that anybody may know' }),
  max_rows: z.int().min(1).max(200),
}

const savedQuery = z.object({
  query_id: id('sq'),
  connection_id: id('ds'),
  ...queryFields,
  parameters: z.array(queryParameter),
  arguments_schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of what a model fills in' }),
  created_at: time,
  updated_at: time,
})

const createBody = z.strictObject({
  ...queryFields,
  connection_id: id('ds'),
  parameters: queryFields.parameters.default([]),
  key: queryFields.key.default([]),
  audience: queryFields.audience.default('internal'),
  across_visitors: queryFields.across_visitors.default(false),
  max_rows: queryFields.max_rows.default(50),
})
export type CreateSavedQueryInput = z.infer<typeof createBody>

const updateBody = z.strictObject(
  Object.fromEntries(Object.entries(queryFields).map(([name, field]) => [name, (field as z.ZodType).optional()])) as {
    [Name in keyof typeof queryFields]: z.ZodOptional<(typeof queryFields)[Name]>
  },
)
export type UpdateSavedQueryInput = z.infer<typeof updateBody>

const runBody = z.strictObject({
  arguments: z.record(z.string().max(64), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])).default({}),
  visitor: z
    .strictObject({
      sub: z.string().max(200).optional(),
      customer_id: z.string().max(200).optional(),
      email: z.string().max(320).optional(),
    })
    .optional()
    .meta({ description: 'Tries it as this visitor would see it' }),
  outlet_id: id('outlet').optional(),
})
export type RunSavedQueryInput = z.infer<typeof runBody>

const one = z.object({ saved_query: savedQuery })

export const savedQueriesApi = {
  list: endpoint(operations.savedQueries.list, {
    query: z.strictObject({ ...paging, connection_id: id('ds').optional() }),
    answer: z.object({ saved_queries: z.array(savedQuery), ...page }),
  }),
  create: endpoint(operations.savedQueries.create, { body: createBody, answer: one, errors: ['NOT_FOUND', 'CONFLICT'] }),
  get: endpoint(operations.savedQueries.get, { answer: one }),
  update: endpoint(operations.savedQueries.update, { body: updateBody, answer: one, errors: ['CONFLICT'] }),
  delete: endpoint(operations.savedQueries.delete, {
    query: z.strictObject({ force: flag.optional() }),
    answer: done,
    errors: ['CONFLICT'],
  }),
  run: endpoint(operations.savedQueries.run, {
    body: runBody,
    answer: z.object({
      results: z.array(z.record(z.string(), z.unknown())),
      row_count: z.number().int(),
      truncated: z.boolean(),
      execution_time_ms: z.number().int(),
    }),
    errors: ['CONFLICT', 'INSUFFICIENT_CREDITS'],
  }),
}
