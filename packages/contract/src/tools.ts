import { z } from 'zod'
import { toolName } from './agent-settings.ts'
import { done, id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { messagePart } from './parts.ts'

export const toolEffects = ['read', 'visitor', 'change'] as const

const url = z
  .string()
  .max(2000)
  .refine(value => ['https:', 'http:'].includes(URL.parse(value)?.protocol ?? ''), 'Give a URL that begins with https://')

const fields = {
  description: z.string().trim().min(1).max(2000).meta({ description: 'For the model: what the tool is good for, and when' }),
  parameters: z.record(z.string(), z.unknown()).meta({
    description: 'JSON Schema of its arguments: an object',
    examples: [{ type: 'object', properties: { order: { type: 'string' } } }],
  }),
  url: url.meta({ description: 'Is called with POST; see the guide on tools' }),
  effect: z.enum(toolEffects).meta({
    description: '`read` changes nothing; `visitor` touches what is the visitor’s own, with their consent; `change` is everything else',
  }),
}

const createBody = z.strictObject({ name: toolName, ...fields })
const updateBody = z.strictObject({
  name: toolName.optional(),
  description: fields.description.optional(),
  parameters: fields.parameters.optional(),
  url: fields.url.optional(),
  effect: fields.effect.optional(),
})
export type CreateToolInput = z.infer<typeof createBody>
export type UpdateToolInput = z.infer<typeof updateBody>

const tool = z.object({
  tool_id: id('tool'),
  name: z.string(),
  description: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  url: z.string(),
  effect: z.enum(toolEffects),
  created_at: time,
  updated_at: time,
})

const secret = z
  .string()
  .meta({ description: 'Signs the calls as of https://www.standardwebhooks.com; shown only now', examples: ['whsec_…'] })

export const toolsApi = {
  list: endpoint(operations.tools.list, {
    answer: z.object({
      tools: z.array(tool),
      built_in: z.array(z.object({ name: z.string(), description: z.string(), effect: z.enum(toolEffects) })),
    }),
  }),
  create: endpoint(operations.tools.create, {
    body: createBody,
    answer: z.object({ tool: tool.extend({ secret }) }),
    errors: ['CONFLICT'],
  }),
  get: endpoint(operations.tools.get, { answer: z.object({ tool }) }),
  update: endpoint(operations.tools.update, { body: updateBody, answer: z.object({ tool }), errors: ['CONFLICT'] }),
  delete: endpoint(operations.tools.delete, { answer: done, errors: ['CONFLICT'] }),
  rotateSecret: endpoint(operations.tools.rotateSecret, { answer: z.object({ tool: tool.extend({ secret }) }) }),
  test: endpoint(operations.tools.test, {
    body: z.strictObject({ arguments: z.record(z.string(), z.unknown()).default({}) }),
    answer: z.object({
      failed: z.boolean(),
      content: z.string().meta({ description: 'What a model would read' }),
      parts: z.array(messagePart).meta({ description: 'What a visitor would see' }),
      ms: z.number().int(),
    }),
  }),
}
