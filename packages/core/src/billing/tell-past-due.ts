import { leadersOf } from '../auth/members.service.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { plans } from './plans.ts'
import type { Subscription } from './subscription.service.ts'

/** Tells owners and admins by mail that the next period of their plan is not paid for, and what to do; once the transaction `db` is done. */
export async function tellPastDue(
  { jobs, config }: Pick<Services, 'jobs' | 'config'>,
  db: Db,
  { company_id, plan, next_plan }: Subscription,
  reason: string,
) {
  for (const { email, full_name } of await leadersOf(db, company_id, { admins: true }))
    await jobs.add(db, 'mail.send', {
      kind: 'letter',
      to: email,
      letter: {
        subject: `Your plan ${plans[next_plan ?? plan].title} could not go on`,
        name: full_name,
        paragraphs: [
          `Its period is over, and the next one is not paid for. ${reason}`,
          'The credits of the plan have expired; those you bought stay. When there are none, your agents answer with the builtin model.',
          'We try again daily. To go on at once, add a payment method and choose your plan.',
        ],
        action: { label: 'See your plan', url: `${config.publicUrl}/console/billing` },
      },
    })
}
