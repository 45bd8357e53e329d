import type { AgentConfig } from '@craveva/contract/agents'
import type { Tool, ToolPrincipal } from './tool.ts'

/** An agent as far as its tools depend on it. */
export interface ToolAgent {
  readonly companyId: string
  readonly agentId: string
  /** What it acts in; null outside of one. */
  readonly conversationId: string | null
  readonly config: Pick<AgentConfig, 'tools' | 'ui_settings'>
  readonly dataSourceIds: readonly string[]
}

/**
 * Offers tools to an agent that acts for somebody; those whose names are in `agent.config.tools` are used. It is asked only for agents that name
 * tools, and gives none that the principal may not use.
 */
export type ToolProvider = (agent: ToolAgent, principal: ToolPrincipal) => Promise<readonly Tool[]> | readonly Tool[]

/** The tools an agent has, by name; when two providers offer one name, the first of them counts. */
export type ToolsFor = (agent: ToolAgent, principal: ToolPrincipal) => Promise<readonly Tool[]>

export const composeTools =
  (providers: readonly ToolProvider[]): ToolsFor =>
  async (agent, principal) => {
    const wanted = new Set(agent.config.tools)
    if (wanted.size === 0) return []
    const offered = await Promise.all(providers.map(async provide => provide(agent, principal)))
    const tools = new Map<string, Tool>()
    for (const tool of offered.flat()) if (wanted.has(tool.name) && !tools.has(tool.name)) tools.set(tool.name, tool)
    return [...tools.values()]
  }
