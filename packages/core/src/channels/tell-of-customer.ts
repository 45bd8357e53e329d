import type { PlatformCustomer } from '@craveva/contract/adapters'
import { leadersOf } from '../auth/members.service.ts'
import type { Services } from '../context.ts'
import { readCustomer } from '../conversations/customer-data.service.ts'
import type { Db } from '../db/database.ts'
import type { Letter } from '../mail/letter.ts'

interface Of {
  readonly companyId: string
  readonly deploymentId: string
  readonly platform: string
  readonly before: string
}

/**
 * Writes to those who lead the company that a customer asks for what is kept of them, what there is, and how to get it, in the transaction `db`. The data
 * itself does not go by mail: it is exported by who may see it.
 */
export async function tellOfCustomer({ jobs }: Pick<Services, 'jobs'>, db: Db, of: Of, customer: PlatformCustomer) {
  const found = await readCustomer(db, of, customer)
  for (const { email, full_name } of await leadersOf(db, of.companyId, { admins: true }))
    await jobs.add(db, 'mail.send', {
      kind: 'letter',
      to: email,
      letter: { ...letter(customer, of.platform, of.companyId, found), name: full_name },
    })
}

function letter(
  { subject, email, phone }: PlatformCustomer,
  platform: string,
  companyId: string,
  { conversations, leads }: { readonly conversations: readonly string[]; readonly leads: readonly string[] },
): Omit<Letter, 'name'> {
  const who = email ?? phone ?? subject ?? 'somebody'
  const named = [subject, email, phone].filter(Boolean).join(', ')
  const requests = [
    ...conversations.slice(0, 20).map(id => JSON.stringify({ conversation_id: id })),
    ...(leads.length > 0 && email ? [JSON.stringify({ mentions: email })] : []),
  ]
  const kept = `There are ${conversations.length} conversations and ${leads.length} leads of theirs`
  return {
    subject: `A customer asks for their data: ${who}`,
    paragraphs: [
      `A customer of your shop (${platform}: ${named}) asks for what is kept of them. The law gives you a month to answer.`,
      ...(requests.length === 0
        ? ['Nothing is kept of them with your agent.']
        : [
            `${kept}. Export them with POST /companies/${companyId}/visitors/export, and hand the answer to the customer. One conversation exports all of the same visitor. Send as body:`,
            ...requests,
          ]),
    ],
  }
}
