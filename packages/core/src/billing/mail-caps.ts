import type { WebhookEventData } from '@craveva/contract/webhook-events'
import { leadersOf } from '../auth/members.service.ts'
import type { Services } from '../context.ts'
import type { EventConsumer } from '../events/dispatcher.ts'

const scopes: Readonly<Record<string, string>> = {
  company: 'your company',
  outlet: 'the outlet',
  agent: 'the agent',
  channel: 'the channel',
  visitor: 'the visitor',
}

/** Tells owners and admins by mail what is told of spending caps: half, four fifths, all. */
export const mailCaps =
  ({ jobs, config }: Pick<Services, 'jobs' | 'config'>): EventConsumer =>
  async (db, { company_id, type, data }) => {
    if (type !== 'spending.cap') return
    const { scope, subject, period, percent, spent, cap } = data as unknown as WebhookEventData<'spending.cap'>
    const whom = scope === 'company' ? scopes.company : `${scopes[scope] ?? scope} ${subject}`
    const reached = percent === 100
    for (const { email, full_name } of await leadersOf(db, company_id, { admins: true }))
      await jobs.add(db, 'mail.send', {
        kind: 'letter',
        to: email,
        letter: {
          subject: reached ? `A spending cap is reached for this ${period}` : `${percent} % of a spending cap is used for this ${period}`,
          name: full_name,
          paragraphs: [
            `The cap of ${cap} credits a ${period} for ${whom} has ${reached ? 'no room left' : `${percent} % used`}: ${spent} credits were spent.`,
            reached
              ? 'Answers go on without cost: with the builtin model, or the sentence that you set for the cap. The next period begins it anew.'
              : 'Nothing changes yet. You hear of each cap at 50, 80 and 100 %, once in each period.',
          ],
          action: { label: 'See your caps', url: `${config.publicUrl}/console/billing` },
        },
      })
  }
