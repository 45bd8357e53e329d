import type { Generated } from 'kysely'

export interface CompanyTables {
  companies: {
    company_id: string
    name: string
    created_at: Generated<Date>
  }
}
