import type { AgentConfig, AgentConfigInput, AgentType, CreateAgentInput, UiSettings, UpdateAgentInput } from '@craveva/contract/agents'
import { agentTemplates } from './agent-templates.ts'

/** The configuration a new agent of this type starts with. */
export const defaultConfig = (type: AgentType): AgentConfig => ({
  ...agentTemplates[type],
  model: 'builtin',
  max_tokens: 1000,
  suggested_questions: [],
  language: null,
  ui_settings: { color: null, position: 'right', theme: 'auto', launcher_text: null },
})

/** Lays a change over a configuration: absent stays, null goes back to the default of the type. Flat fields count as part of `config`. */
export function mergeConfig(base: AgentConfig, type: AgentType, input: CreateAgentInput | UpdateAgentInput): AgentConfig {
  const flat: AgentConfigInput = { model: input.model, temperature: input.temperature, max_tokens: input.max_tokens }
  const { ui_settings, ...change } = { ...withoutAbsent(flat), ...withoutAbsent(input.config ?? {}) }
  const defaults = defaultConfig(type)
  const merged = overlay({ ...base, ui_settings: undefined }, { ...defaults, ui_settings: undefined }, change)
  return { ...base, ...merged, ui_settings: mergeUi(base.ui_settings, defaults.ui_settings, ui_settings) }
}

function mergeUi(base: AgentConfig['ui_settings'], defaults: AgentConfig['ui_settings'], change: UiSettings | null | undefined) {
  if (change === null) return defaults
  return overlay(base, defaults, change ?? {})
}

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
