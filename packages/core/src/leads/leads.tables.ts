import type { ColumnType, Generated } from 'kysely'

export interface LeadTables {
  leads: {
    company_id: string
    lead_id: string
    agent_id: string
    deployment_id: string | null
    conversation_id: string | null
    name: string | null
    email: string | null
    phone: string | null
    message: string | null
    fields: ColumnType<Record<string, string>, string, string>
    /** What the visitor agreed to, as it was shown to them. */
    consent_text: string
    consent_at: Generated<Date>
    created_at: Generated<Date>
  }
}
