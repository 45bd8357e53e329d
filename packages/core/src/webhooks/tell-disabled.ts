import { leadersOf } from '../auth/members.service.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'

/** Tells the owners of a company by mail that one of its webhooks was disabled, and why; once the transaction `db` is done. */
export async function tellDisabled(
  { jobs, config }: Pick<Services, 'jobs' | 'config'>,
  db: Db,
  { company_id, url }: { company_id: string; url: string },
  reason: string,
) {
  for (const { email, full_name } of await leadersOf(db, company_id, { admins: false }))
    await jobs.add(db, 'mail.send', {
      kind: 'letter',
      to: email,
      letter: {
        subject: 'A webhook was disabled',
        name: full_name,
        paragraphs: [`The webhook to ${new URL(url).host} gets no more messages.`, reason],
        action: { label: 'See your webhooks', url: `${config.publicUrl}/console/webhooks` },
      },
    })
}
