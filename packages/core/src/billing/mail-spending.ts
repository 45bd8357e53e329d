import type { WebhookEventData } from '@craveva/contract/webhook-events'
import { leadersOf } from '../auth/members.service.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import type { EventConsumer } from '../events/dispatcher.ts'
import type { Letter } from '../mail/letter.ts'
import { findBalance } from './ledger.store.ts'
import { nameOfSubject } from './spending-caps.store.ts'

type Words = Pick<Letter, 'subject' | 'paragraphs'>

/** Tells owners and admins by mail what is told of spending caps (half, four fifths, all), and that credits run low or do not suffice any more. */
export const mailSpending =
  ({ jobs, config }: Pick<Services, 'jobs' | 'config'>): EventConsumer =>
  async (db, { company_id, type, data }) => {
    const words = await wordsFor(db, company_id, type, data)
    if (!words) return
    for (const { email, full_name } of await leadersOf(db, company_id, { admins: true }))
      await jobs.add(db, 'mail.send', {
        kind: 'letter',
        to: email,
        letter: { ...words, name: full_name, action: { label: 'See what was spent', url: `${config.publicUrl}/console/billing` } },
      })
  }

async function wordsFor(db: Db, companyId: string, type: string, data: unknown): Promise<Words | null> {
  if (type === 'spending.cap') {
    const cap = data as WebhookEventData<'spending.cap'>
    return ofCap(cap, await nameOfSubject(db, companyId, cap))
  }
  if (type === 'credits.low')
    return (await findBalance(db, companyId))?.metered ? null : ofFewCredits(data as WebhookEventData<'credits.low'>)
  return type === 'credits.exhausted' ? ofNoCredits(data as WebhookEventData<'credits.exhausted'>) : null
}

function ofCap({ scope, subject, period, percent, spent, cap }: WebhookEventData<'spending.cap'>, name: string | null): Words {
  // A visitor is told apart by a mark that says nothing to anybody.
  const whom = scope === 'company' ? 'your company' : scope === 'visitor' ? 'one visitor' : `the ${scope} ${name ?? subject}`
  const reached = percent === 100
  return {
    subject: reached ? `A spending cap is reached for this ${period}` : `${percent} % of a spending cap is used for this ${period}`,
    paragraphs: [
      `Of the cap of ${cap} credits a ${period} for ${whom}, ${spent} credits were spent${reached && spent < cap ? ', and the next answer could cost more than the rest' : ''}.`,
      reached
        ? 'Answers go on without cost: with the builtin model, or the sentence that you set for the cap. The next period begins it anew.'
        : 'Nothing changes yet. You hear of each cap at 50, 80 and 100 %, once in each period.',
    ],
  }
}

const ofFewCredits = ({ credits }: WebhookEventData<'credits.low'>): Words => ({
  subject: 'Your credits run low',
  paragraphs: [
    `${credits} credits are left: a fifth of what your plan gives, or less.`,
    'Nothing changes yet. When they do not suffice any more, your agents go on with the builtin model, until you top up or the next period begins.',
  ],
})

const ofNoCredits = ({ credits }: WebhookEventData<'credits.exhausted'>): Words => ({
  subject: 'There are not enough credits for your agents',
  paragraphs: [
    `${credits} credits are left, and an answer could cost more. Your agents go on with the builtin model, which costs nothing.`,
    'Top up, or change to a larger plan, and they use their own models again. You hear of this once until then.',
  ],
})
