import { z } from 'zod'
import { done, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

/** Who offers models that a company can use with a key of its own. */
export const modelProviders = ['openai', 'anthropic', 'google', 'mistral', 'bedrock'] as const
export type ModelProvider = (typeof modelProviders)[number]

const model = z.object({
  name: z.string(),
  provider: z.string(),
  available: z.boolean().meta({ description: 'Whether a key is there for it; otherwise `builtin` answers in its place' }),
  own_key: z.boolean().meta({ description: 'Whether the key is the company’s own, so that tokens cost no credits' }),
  context_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable().meta({ description: 'The longest answer' }),
  tools: z.boolean(),
  json: z.boolean().meta({ description: 'Whether the model itself can be bound to a schema' }),
  credits_per_1000_tokens: z.object({ input: z.number(), output: z.number() }),
})

const providerKey = z.object({
  provider: z.enum(modelProviders),
  /** The last four characters, to tell keys apart. */
  hint: z.string().nullable(),
  set: z.boolean(),
  updated_at: time.nullable(),
})

const keyBody = z.strictObject({
  api_key: z
    .string()
    .trim()
    .min(8)
    .max(4000)
    .regex(/^[\x21-\x7e]+$/, 'A key has no spaces')
    .meta({
      description: 'Kept sealed and never shown; for `bedrock` the API key, followed by `@` and the region where it is not us-east-1',
    }),
})

export const modelsApi = {
  list: endpoint(operations.models.list, { answer: z.object({ models: z.array(model) }) }),
  listKeys: endpoint(operations.models.listKeys, { answer: z.object({ keys: z.array(providerKey) }) }),
  setKey: endpoint(operations.models.setKey, { body: keyBody, answer: z.object({ key: providerKey }) }),
  deleteKey: endpoint(operations.models.deleteKey, { answer: done }),
}
