import { z } from 'zod'
import { agentTools, guardrails, guardrailsInput, handoffInput, handoffSettings, limitsInput, turnLimits } from './agent-settings.ts'
import { done, flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { testReport } from './test-report.ts'
import { uiSettings, uiSettingsInput } from './ui-settings.ts'

export const agentTypes = ['customer_support', 'sales', 'product_advisor', 'order_tracking', 'internal_analyst', 'custom'] as const
export type AgentType = (typeof agentTypes)[number]

export const agentStatus = z.enum(['active', 'inactive'])

const name = z.string().trim().min(1).max(120)
const description = z.string().trim().max(2000)
const model = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .meta({ description: '`builtin` needs no key; others go to their provider', examples: ['builtin', 'gpt-4'] })
const temperature = z.number().min(0).max(2)
const maxTokens = z.int().min(1).max(32_000).meta({ description: 'Upper bound of one answer, in tokens' })
const dailyCreditCap = z
  .number()
  .min(0)
  .max(1e9)
  .meta({ description: 'Credits that the agent may spend in a day, in UTC; null: as many as there are' })
const dataSources = z.array(id('ds')).max(100).meta({ description: 'Ids of the data sources the agent answers from' })

/** What a caller sends of the configuration: absent means unchanged, null clears back to the default. */
const configInput = z.strictObject({
  instructions: z.string().max(20_000).nullable().optional(),
  model: model.nullable().optional(),
  temperature: temperature.nullable().optional(),
  max_tokens: maxTokens.nullable().optional(),
  greeting: z.string().max(500).nullable().optional(),
  suggested_questions: z.array(z.string().trim().min(1).max(150)).max(6).nullable().optional(),
  language: z.string().max(35).nullable().optional().meta({ description: 'BCP 47; null follows the visitor' }),
  fallback_model: model.nullable().optional().meta({ description: 'Answers when the model cannot, before `builtin` does' }),
  tools: agentTools.nullable().optional(),
  guardrails: guardrailsInput.nullable().optional(),
  handoff: handoffInput.nullable().optional(),
  limits: limitsInput.nullable().optional(),
  daily_credit_cap: dailyCreditCap.nullable().optional(),
  ui_settings: uiSettingsInput.nullable().optional(),
})
export type AgentConfigInput = z.infer<typeof configInput>

export const agentConfig = z.object({
  instructions: z.string(),
  model: z.string(),
  temperature: z.number(),
  max_tokens: z.number().int(),
  greeting: z.string(),
  suggested_questions: z.array(z.string()),
  language: z.string().nullable(),
  fallback_model: z.string().nullable(),
  tools: z.array(z.string()),
  guardrails,
  handoff: handoffSettings,
  limits: turnLimits,
  daily_credit_cap: dailyCreditCap.nullable(),
  ui_settings: uiSettings,
})
export type AgentConfig = z.infer<typeof agentConfig>

const flatFields = {
  description: description.nullable().optional(),
  model: model.nullable().optional(),
  temperature: temperature.nullable().optional(),
  max_tokens: maxTokens.nullable().optional(),
  config: configInput.optional(),
  data_sources: dataSources.optional(),
  status: agentStatus.optional(),
}

const createBody = z.strictObject({ name, type: z.enum(agentTypes).default('custom'), ...flatFields })
const updateBody = z.strictObject({ name: name.optional(), type: z.enum(agentTypes).optional(), ...flatFields })
export type CreateAgentInput = z.infer<typeof createBody>
export type UpdateAgentInput = z.infer<typeof updateBody>

const agentSummary = z.object({
  agent_id: id('agent'),
  name: z.string(),
  type: z.enum(agentTypes),
  status: agentStatus,
  description: z.string(),
  created_at: time,
  updated_at: time,
})

const agentDetail = agentSummary.extend({
  version: z.number().int(),
  configuration: agentConfig,
  data_sources: z.array(z.string()),
  warnings: z
    .array(z.string())
    .meta({ description: 'What does not hinder saving but should be known, such as a model without a provider key' }),
})

const testing = z.strictObject({
  run_tests: flag.optional().meta({ description: 'Run the agent’s tests by the new version, and answer with the report' }),
  require_tests: flag.optional().meta({ description: 'Change nothing, with 409, when any of its tests fails' }),
})

const testedAgent = z.object({ agent: agentDetail, test_report: testReport.optional() })

export const agentsApi = {
  list: endpoint(operations.agents.list, {
    query: z.strictObject({ ...paging, status: agentStatus.optional() }),
    answer: z.object({ agents: z.array(agentSummary), ...page }),
  }),
  create: endpoint(operations.agents.create, { body: createBody, answer: z.object({ agent: agentDetail }) }),
  get: endpoint(operations.agents.get, { answer: z.object({ agent: agentDetail }) }),
  update: endpoint(operations.agents.update, { query: testing, body: updateBody, answer: testedAgent, errors: ['CONFLICT'] }),
  delete: endpoint(operations.agents.delete, { query: z.strictObject({ force: flag.optional() }), answer: done, errors: ['CONFLICT'] }),
  versions: endpoint(operations.agents.versions, {
    query: z.strictObject(paging),
    answer: z.object({
      versions: z.array(
        z.object({
          version: z.number().int(),
          name: z.string(),
          configuration: agentConfig,
          created_at: time,
          created_by: z.string().nullable(),
        }),
      ),
      ...page,
    }),
  }),
  restore: endpoint(operations.agents.restore, { query: testing, answer: testedAgent, errors: ['CONFLICT'] }),
  preview: endpoint(operations.agents.preview, {
    answer: z.object({
      agent: z.object({ agent_id: id('agent'), name: z.string(), config: agentConfig, ui_settings: agentConfig.shape.ui_settings }),
    }),
  }),
}
