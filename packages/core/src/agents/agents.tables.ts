import type { AgentConfig, AgentType } from '@craveva/contract/agents'
import type { ColumnType, Generated } from 'kysely'

/** What a version of an agent holds; `config` has every default filled in. */
export interface AgentSnapshot {
  readonly name: string
  readonly type: AgentType
  readonly description: string
  readonly config: AgentConfig
  readonly data_sources: readonly string[]
}

export interface AgentTables {
  agents: {
    company_id: string
    agent_id: string
    name: string
    type: AgentType
    status: 'active' | 'inactive'
    description: string
    version: Generated<number>
    config: ColumnType<AgentConfig, string, string>
    data_sources: string[]
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  agent_versions: {
    company_id: string
    agent_id: string
    version: number
    snapshot: ColumnType<AgentSnapshot, string, never>
    created_by: string | null
    created_at: Generated<Date>
  }
}
