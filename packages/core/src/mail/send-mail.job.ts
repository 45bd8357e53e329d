import type { Services } from '../context.ts'
import { toMail } from './letter.ts'
import type { MailJob } from './mail-job.ts'

type Send<Kind> = (services: Services, job: Extract<MailJob, { kind: Kind }>) => Promise<void>

/** Send what has to be looked up first; they belong to the slices that know it. */
export interface MailWriters {
  readonly link: Send<'link'>
  readonly invitation: Send<'invitation'>
}

/** Sends a mail. One that the mail server does not take is tried again later. */
export function sendMail(services: Services, job: MailJob, writers: MailWriters): Promise<void> {
  switch (job.kind) {
    case 'letter':
      return services.mail.send(toMail(job.to, job.letter))
    case 'link':
      return writers.link(services, job)
    case 'invitation':
      return writers.invitation(services, job)
  }
}
