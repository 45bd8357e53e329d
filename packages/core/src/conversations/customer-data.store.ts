import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { VisitorIds } from './visitor-tables.ts'

/** A customer of the platform of one deployment. */
export interface CustomerQuery {
  readonly deploymentId: string
  /** What began later stays. */
  readonly before: string
  /** What opens the conversations that they had while signed in; null when the platform does not tell. */
  readonly visitorKey: Buffer | null
  /** In lower case. */
  readonly email: string | null
  /** Digits alone. */
  readonly phone: string | null
}

/**
 * What somebody did with one deployment: their conversations, newest first, by who was signed in, by a lead of theirs, or as they wrote their
 * address into it; and their leads. An address counts as a whole only: nobody is asked before it is erased, so it must not be another's.
 */
export async function findCustomer(
  db: Db,
  companyId: string,
  { deploymentId, before, visitorKey, email, phone }: CustomerQuery,
): Promise<VisitorIds> {
  const { rows } = await sql<VisitorIds>`
    with lead as (
      select lead_id, conversation_id from leads where company_id = ${companyId} and deployment_id = ${deploymentId}
        and created_at <= ${before}::timestamptz
        and (lower(email) = ${email} or regexp_replace(phone, '[^0-9]', '', 'g') = ${phone})
    ), named as (
      select conversation_id from lead
      union select conversation_id from messages where company_id = ${companyId} and role = 'visitor'
        and conversation_id in (select conversation_id from conversations where company_id = ${companyId} and deployment_id = ${deploymentId})
        and exists (select from jsonb_array_elements(parts) part where part ->> 'text' ~* ${email === null ? null : wholly(email)})
    ), conversation as (
      select conversation_id from conversations where company_id = ${companyId} and deployment_id = ${deploymentId}
        and created_at <= ${before}::timestamptz
        and (visitor_token_hash = ${visitorKey} or visitor_token_hash in (
          select visitor_token_hash from conversations join named using (conversation_id)
          where company_id = ${companyId} and deployment_id = ${deploymentId}))
    )
    select ${companyId} as "companyId", array(select conversation_id from conversation order by conversation_id desc) as conversations,
      array[]::text[] as addresses,
      array(select lead_id from lead union select lead_id from leads
        where company_id = ${companyId} and conversation_id in (select conversation_id from conversation)) as leads`.execute(db)
  return rows[0] ?? { companyId, conversations: [], addresses: [], leads: [] }
}

/** A pattern for an address that is not part of a longer one. */
const wholly = (email: string) => `(?<![a-z0-9._%+-])${email.replace(/[^\p{L}\p{N}@]/gu, sign => `\\${sign}`)}(?![a-z0-9-]|\\.[a-z0-9])`

/** Some of the conversations, chats and leads of a deployment from before a time. */
export async function findOfDeployment(
  db: Db,
  companyId: string,
  { deploymentId, before, most }: Pick<CustomerQuery, 'deploymentId' | 'before'> & { readonly most: number },
): Promise<VisitorIds> {
  const some = sql`where company_id = ${companyId} and deployment_id = ${deploymentId} and created_at <= ${before}::timestamptz limit ${most}`
  const { rows } = await sql<VisitorIds>`
    select ${companyId} as "companyId", array(select conversation_id from conversations ${some}) as conversations,
      array(select address_id from channel_addresses ${some}) as addresses, array(select lead_id from leads ${some}) as leads`.execute(db)
  return rows[0] ?? { companyId, conversations: [], addresses: [], leads: [] }
}
