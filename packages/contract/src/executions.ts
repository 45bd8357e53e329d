import { z } from 'zod'
import { toolName } from './agent-settings.ts'
import { flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { citation, finishReason } from './parts.ts'

/** The longest input of a visitor or caller, in UTF-16 units. */
export const maxInputLength = 8000

const input = z.string().trim().min(1, 'Write a message').max(maxInputLength, `A message has at most ${maxInputLength} characters`)

export const outputFormats = ['text', 'markdown', 'json'] as const

const executeBody = z.strictObject({
  input,
  model: z.string().trim().min(1).max(120).optional(),
  output_format: z.enum(outputFormats).default('text'),
  output_schema: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({
      description: 'JSON Schema of an object that the answer has to fit; only with `output_format` json',
      examples: [{ type: 'object' }],
    }),
  outlet_id: id('outlet').optional().meta({ description: 'Brings the outlet’s name, address and hours into the run' }),
  approved_tools: z
    .array(toolName)
    .max(40)
    .optional()
    .meta({ description: 'Tools that may change things in this run, although the agent reads text that others may have written' }),
  stream: z.boolean().optional(),
})
export type ExecuteInput = z.infer<typeof executeBody>

const result = {
  response: z.string(),
  output: z.unknown().optional().meta({ description: 'The parsed answer, with `output_format` json' }),
  execution_id: id('exec'),
  tokens_used: z.number().int(),
  data_sources_queried: z.array(id('ds')),
  execution_time_ms: z.number().int(),
  finish_reason: finishReason,
  model_used: z.string(),
  fallback_reason: z.string().nullable().meta({ description: 'Why another model than the one asked for answered' }),
  citations: z.array(citation),
  declined: z.boolean().meta({ description: 'The agent said that it does not know' }),
}

export const executionStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled', 'interrupted'])
export type ExecutionStatus = z.infer<typeof executionStatus>

export const executionSummary = z.object({
  execution_id: id('exec'),
  agent_id: id('agent'),
  agent_version: z.number().int(),
  conversation_id: id('conv').nullable(),
  status: executionStatus,
  input: z.string(),
  response: z.string(),
  model_used: z.string().nullable(),
  tokens_used: z.number().int(),
  execution_time_ms: z.number().int().nullable(),
  declined: z.boolean(),
  created_at: time,
})

const filters = {
  status: executionStatus.optional(),
  conversation_id: id('conv').optional(),
  kind: z.enum(['chat', 'execute']).optional(),
  model_used: z.string().max(120).optional(),
  declined: flag.optional().meta({ description: 'Those in which the agent said that it does not know' }),
  from: time.optional().meta({ description: 'Begun at this time or later' }),
  until: time.optional().meta({ description: 'Begun before this time' }),
}

export const executionsApi = {
  execute: endpoint(operations.executions.execute, {
    body: executeBody,
    answer: z.object(result),
    errors: ['INSUFFICIENT_CREDITS', 'PROVIDER_ERROR', 'CONFLICT'],
  }),
  previewTest: endpoint(operations.executions.previewTest, {
    body: z.strictObject({ input }),
    answer: z.object({
      response: z.string(),
      preview: z.literal(true),
      citations: z.array(citation),
      declined: z.boolean(),
      model_used: z.string(),
      fallback_reason: z.string().nullable(),
    }),
    errors: ['PROVIDER_ERROR'],
  }),
  list: endpoint(operations.executions.list, {
    query: z.strictObject({ ...paging, ...filters }),
    answer: z.object({ executions: z.array(executionSummary), ...page }),
  }),
  listAll: endpoint(operations.executions.listAll, {
    query: z.strictObject({ ...paging, ...filters, agent_id: id('agent').optional() }),
    answer: z.object({ executions: z.array(executionSummary), ...page }),
  }),
}
