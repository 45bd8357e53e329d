import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import { detached, fileAnswer, type Handlers } from '../http/handlers.ts'
import { captureLead, exportLeads } from './leads.service.ts'
import { listLeads } from './leads.store.ts'
import type { LeadTables } from './leads.tables.ts'

export const leadHandlers: Handlers<Api['leads']> = {
  capture: async (context, { body }) => {
    const { lead_id, created_at } = await captureLead(context, body)
    return { lead: { lead_id, created_at: created_at.toISOString() } }
  },
  list: async ({ db, principal }, { query: { agent_id, ...request } }) => {
    const { rows, ...page } = await listLeads(db, principal.companyId, { agent_id }, request)
    return { leads: rows.map(toLead), ...page }
  },
  export: detached(async (context, { query }) => fileAnswer('leads.csv', await exportLeads(context, query))),
}

const toLead = ({ company_id: _company, consent_text, consent_at, created_at, ...row }: Selectable<LeadTables['leads']>) => ({
  ...row,
  consent: { text: consent_text, given_at: consent_at.toISOString() },
  created_at: created_at.toISOString(),
})
