import { z } from 'zod'
import { id } from './common.ts'
import { executionSummary } from './executions.ts'
import { citation, errorPart, finishReason, usage } from './parts.ts'
import { executionStep } from './steps.ts'

/** What a run came to, as far as two of them are compared. */
export const outcome = z.object({
  response: z.string(),
  finish_reason: finishReason.nullable(),
  declined: z.boolean(),
  model_used: z.string().nullable(),
  fallback_reason: z.string().nullable(),
  tokens_used: z.number().int(),
  execution_time_ms: z.number().int(),
  tools_called: z.array(z.string()),
  citations: z.array(citation),
})

/** An execution with everything that is kept of it. */
export const executionDetail = executionSummary.extend({
  kind: z.enum(['chat', 'execute']),
  requested_model: z.string().nullable(),
  outlet_id: id('outlet').nullable(),
  finish_reason: finishReason.nullable(),
  fallback_reason: z.string().nullable(),
  error: errorPart.omit({ type: true }).nullable(),
  citations: z.array(citation),
  data_sources_queried: z.array(id('ds')),
  usage,
  quote: z.number().nullable().meta({ description: 'The most credits it could cost, told before it ran; null when it was free' }),
  credits: z.number().meta({ description: 'What it cost' }),
  steps: z.array(executionStep).meta({ description: 'Prompts, replies, calls of tools, and how long each took' }),
  evidence: z
    .array(z.object({ document_id: id('doc'), title: z.string(), score: z.number(), excerpt: z.string() }))
    .meta({ description: 'Passages that the model was given' }),
  replayable: z.boolean(),
})
