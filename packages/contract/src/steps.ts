import { z } from 'zod'
import { usage } from './parts.ts'

/** One thing that was done within a turn: a model was asked, or a tool was called. */
export const executionStep = z.object({
  kind: z.enum(['model', 'tool']),
  name: z.string().meta({ description: 'Of the model that answered, or of the tool' }),
  input: z.unknown().meta({ description: 'For a model `{system, messages, tools}`, for a tool its arguments' }),
  output: z.unknown().meta({ description: 'For a model `{text, tool_calls}`, for a tool what the model was told' }),
  usage: usage.nullable().meta({ description: 'Null for tools' }),
  ms: z.number().int(),
  error: z.string().nullable(),
})
export type ExecutionStep = z.infer<typeof executionStep>
