import type { ColumnType, Generated } from 'kysely'
import type { Tool } from './tool.ts'

export interface ToolTables {
  http_tools: {
    company_id: string
    tool_id: string
    name: string
    description: string
    parameters: ColumnType<Record<string, unknown>, string, string>
    url: string
    effect: Tool['effect']
    /** Sealed. */
    secret: string
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
