import type { AgentConfig, AgentConfigInput, AgentType, CreateAgentInput, UpdateAgentInput } from '@craveva/contract/agents'
import { agentTemplates } from './agent-templates.ts'

/** The configuration a new agent of this type starts with. */
export const defaultConfig = (type: AgentType): AgentConfig => ({
  model: 'builtin',
  max_tokens: 1000,
  suggested_questions: [],
  language: null,
  fallback_model: null,
  tools: [],
  ...agentTemplates[type],
  guardrails: {
    claims: type === 'internal_analyst' || type === 'custom' ? 'warn' : 'block',
    on_unsupported: 'replace',
    scope: null,
    blocked_topics: [],
    languages: [],
    mask: ['card', 'iban'],
    disclose_ai: false,
  },
  handoff: { enabled: false, on_request: true, after_unknown: null, keywords: [], message: null },
  limits: { steps: 8, seconds: 120, tokens: 100_000, credits: null },
  daily_credit_cap: null,
  ui_settings: {
    color: null,
    position: 'right',
    theme: 'auto',
    launcher_text: null,
    launcher_icon: null,
    picture: null,
    operator_pictures: null,
    texts: null,
    attachments: true,
    proactive: null,
    pre_chat: null,
    hours: null,
    context_keys: [],
  },
})

/** Settings with settings of their own: a change names those it is about. */
const nested = ['ui_settings', 'guardrails', 'handoff', 'limits'] as const

/** Lays a change over a configuration: absent stays, null goes back to the default of the type. Flat fields count as part of `config`. */
export function mergeConfig(base: AgentConfig, type: AgentType, input: CreateAgentInput | UpdateAgentInput): AgentConfig {
  const flat: AgentConfigInput = { model: input.model, temperature: input.temperature, max_tokens: input.max_tokens }
  const change = { ...withoutAbsent(flat), ...withoutAbsent(input.config ?? {}) }
  const defaults = defaultConfig(type)
  const inner = Object.fromEntries(
    nested.map(name => [name, mergeNested({ ...defaults[name], ...base[name] }, defaults[name], change[name])]),
  )
  const outer = Object.fromEntries(Object.entries(change).filter(([name]) => !nested.some(other => other === name)))
  return { ...overlay(base, defaults, outer), ...inner }
}

const mergeNested = (base: object, defaults: object, change: object | null | undefined) =>
  change === null ? defaults : overlay(base, defaults, change ?? {})

function overlay<T extends object>(base: T, defaults: T, change: { [Key in keyof T]?: T[Key] | null | undefined }): T {
  const result = { ...base }
  for (const key of Object.keys(change) as (keyof T)[]) {
    const value = change[key]
    if (value === null) result[key] = defaults[key]
    else if (value !== undefined) result[key] = value as T[keyof T]
  }
  return result
}

const withoutAbsent = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T
