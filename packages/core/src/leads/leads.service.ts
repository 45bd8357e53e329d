import type { CaptureLeadInput } from '@craveva/contract/leads'
import type { UserContext, VisitorContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { insertLead, type LeadFilter, ownsConversation, readLeadsAfter } from './leads.store.ts'
import { leadColumns, toCsvLine } from './to-csv-line.ts'

/** Keeps what a visitor left, with what they agreed to and when. Throws NOT_FOUND for a conversation that is not theirs, INVALID_REQUEST when nobody could be reached. */
export async function captureLead({ pool, admission, visitorKey, now }: VisitorContext, input: CaptureLeadInput) {
  const { companyId, agent, deployment } = admission
  const { conversation_id, consent, fields, ...contact } = input
  if (contact.email === undefined && contact.phone === undefined)
    throw new AppError('INVALID_REQUEST', 'Send an e-mail address or a phone number.', {
      details: { email: 'is needed, or a phone number' },
    })
  return inCompany(pool, companyId, async db => {
    if (conversation_id && !(await ownsConversation(db, companyId, agent.agent_id, conversation_id, visitorKey)))
      throw new AppError('NOT_FOUND', 'There is no such conversation of yours.')
    const lead = await insertLead(db, {
      company_id: companyId,
      lead_id: newId('lead', now()),
      agent_id: agent.agent_id,
      deployment_id: deployment?.deployment_id ?? null,
      conversation_id: conversation_id ?? null,
      name: contact.name ?? null,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      message: contact.message ?? null,
      fields: JSON.stringify(fields),
      consent_text: consent,
    })
    const { lead_id, agent_id } = lead
    const told = { ...fields, ...given(contact) }
    if (conversation_id) await recordEvent(db, companyId, 'lead.captured', { conversation_id, agent_id, lead_id, fields: told })
    return lead
  })
}

/** Those of the values that are there. */
const given = (contact: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(contact).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))

const pageSize = 500

/** All leads as CSV, oldest first. The first page is read at once, so that what cannot be answered is an error; the others while it is sent. */
export async function exportLeads({ pool, principal }: Pick<UserContext, 'pool' | 'principal'>, filter: LeadFilter) {
  const { companyId } = principal
  const readAfter = (leadId: string) => inCompany(pool, companyId, db => readLeadsAfter(db, companyId, filter, leadId, pageSize))
  return toCsv(await readAfter(''), readAfter)
}

type Lead = Awaited<ReturnType<typeof readLeadsAfter>>[number]

async function* toCsv(firstPage: readonly Lead[], readAfter: (leadId: string) => Promise<readonly Lead[]>) {
  yield toCsvLine(leadColumns)
  for (let rows = firstPage; ; ) {
    yield rows.map(row => toCsvLine(leadColumns.map(column => row[column]))).join('')
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    rows = await readAfter(last.lead_id)
  }
}
