import { newMailToken } from '../auth/mail-token.ts'
import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { consoleLink } from '../mail/console-link.ts'
import { type Letter, toMail } from '../mail/letter.ts'
import type { MailJob } from '../mail/mail-job.ts'
import { findCompany } from './companies.store.ts'
import { setInvitationToken } from './invitations.store.ts'

type InvitationJob = Extract<MailJob, { kind: 'invitation' }>

/** Sends an invitation with a link that replaces the one of an earlier mail. Does nothing when it was withdrawn meanwhile. */
export async function sendInvitation({ pool, mail, config }: Pick<Services, 'pool' | 'mail' | 'config'>, job: InvitationJob) {
  const token = newMailToken(job.company_id)
  const found = await inCompany(pool, job.company_id, async db => {
    const invitation = await setInvitationToken(db, job.company_id, job.invitation_id, token.hash)
    const company = await findCompany(db, job.company_id)
    return invitation && company && { invitation, company }
  })
  if (!found) return
  const { invitation, company } = found
  const letter: Letter = {
    subject: `${invitation.inviter_name} invites you to ${company.name}`,
    name: '',
    paragraphs: [`${invitation.inviter_name} invites you to work with ${company.name}, as ${invitation.role}.`],
    action: { label: 'Accept the invitation', url: consoleLink(config, 'accept-invitation', token.text) },
    after: ['The link works once, within seven days.', 'If you do not know who this is, do nothing.'],
  }
  await mail.send(toMail(invitation.email, letter))
}
