import { z } from 'zod'

/** What an agent may do, must not do, and when it gives a conversation to a person. Each has an input form (absent: unchanged, null: default) and a stored one. */

/** A tool's name as models know it. */
export const toolName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use small letters, digits and underscores, beginning with a letter')
  .meta({ examples: ['find_order'] })

/** Tools that come with the product; a company adds its own under `/tools`, and data sources bring theirs. */
export const builtInTools = ['search_knowledge', 'query_data_source', 'hand_off', 'capture_lead'] as const

export const agentTools = z
  .array(toolName)
  .max(40)
  .meta({ description: 'Names of the tools the agent may use; none are used unless named' })

/** What is done about statements nobody gave the agent: held back, shown with a remark in the execution, or not looked for. */
export const claimSetting = z.enum(['block', 'warn', 'off'])

/** Personal data that is masked before a model of somebody else gets to see it. */
export const maskedKinds = ['card', 'iban', 'email', 'phone'] as const

const topics = z.array(z.string().trim().min(1).max(100)).max(50)
const languages = z.array(z.string().trim().min(2).max(35)).max(30)

const guardrailFields = {
  claims: claimSetting,
  on_unsupported: z.enum(['replace', 'hand_off']).meta({ description: 'What becomes of a statement that is held back' }),
  scope: z
    .string()
    .trim()
    .max(1000)
    .nullable()
    .meta({ description: 'What the agent is for; other questions are turned away. Null: anything' }),
  blocked_topics: topics.meta({ description: 'Words and phrases about which the agent does not speak' }),
  languages: languages.meta({ description: 'BCP 47 languages the agent answers in; none named: any' }),
  mask: z.array(z.enum(maskedKinds)).max(maskedKinds.length),
  disclose_ai: z.boolean().meta({ description: 'Say in the first answer of a conversation that an AI answers' }),
}
export const guardrails = z.object(guardrailFields)
export type Guardrails = z.infer<typeof guardrails>

const handoffFields = {
  enabled: z.boolean(),
  on_request: z.boolean().meta({ description: 'When the visitor asks for a person' }),
  after_unknown: z
    .int()
    .min(1)
    .max(10)
    .nullable()
    .meta({ description: 'After so many answers in a row that say "I do not know"; null: never' }),
  keywords: topics.meta({ description: 'Words in a message that call for a person' }),
  message: z.string().trim().max(500).nullable().meta({ description: 'What the visitor is told then; null: our own words' }),
}
export const handoffSettings = z.object(handoffFields)
export type HandoffSettings = z.infer<typeof handoffSettings>

const limitFields = {
  steps: z.int().min(1).max(50).meta({ description: 'Requests to the model within one turn' }),
  seconds: z.int().min(5).max(600),
  tokens: z.int().min(1000).max(2_000_000).meta({ description: 'Read and written, over all steps' }),
  credits: z.number().min(0.01).max(10_000).nullable().meta({ description: 'What one turn may cost; null: what its other limits allow' }),
}
export const turnLimits = z.object(limitFields)
export type TurnLimits = z.infer<typeof turnLimits>

/** Every field optional, null for its default. */
const input = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.strictObject(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, (field as z.ZodType).nullable().optional()])) as unknown as {
      [Name in keyof Fields]: z.ZodOptional<z.ZodNullable<Fields[Name]>>
    },
  )

export const guardrailsInput = input(guardrailFields)
export const handoffInput = input(handoffFields)
export const limitsInput = input(limitFields)
