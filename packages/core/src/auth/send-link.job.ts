import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { consoleLink } from '../mail/console-link.ts'
import { type Letter, toMail } from '../mail/letter.ts'
import type { MailJob } from '../mail/mail-job.ts'
import { findInDirectory } from '../system/directory.ts'
import { addressKey } from './address-key.ts'
import { lockUser } from './auth.store.ts'
import { countMailLinks, deleteMailLink, insertMailLink } from './mail-links.store.ts'
import { newMailToken } from './mail-token.ts'

type Needs = Pick<Services, 'pool' | 'mail' | 'config' | 'now'>
type LinkJob = Extract<MailJob, { kind: 'link' }>

const minute = 60_000
/** How long a link is good. A reset is as strong as the password, so it is short (ASVS 6.4.3); who is welcomed does not wait for it. */
const lifetimes = { reset: 30 * minute, verify: 24 * 60 * minute, welcome: 24 * 60 * minute }
/** What a link does: the first password is chosen like any other. */
const uses = { reset: 'reset', verify: 'verify', welcome: 'reset' } as const
const mostAnHour = 5

/**
 * Sends a link to reset a password or prove an address, if there is an account of that address. It is a job for every address alike, so that
 * neither the answer nor its time tells which addresses are known. At most five an hour, so that nobody's mailbox can be flooded.
 */
export async function sendLink({ pool, mail, config, now }: Needs, { purpose, email }: LinkJob) {
  const entry = await findInDirectory(pool, 'email', addressKey(email))
  if (!entry) return
  const token = newMailToken(entry.company_id)
  const user = await inCompany(pool, entry.company_id, async db => {
    // Held, so that links asked for at the same moment are counted one after the other.
    const found = await lockUser(db, entry.company_id, entry.id)
    if (!found || (purpose !== 'reset' && found.is_verified)) return null
    const hourAgo = new Date(now() - 60 * minute)
    if ((await countMailLinks(db, entry.company_id, entry.id, uses[purpose], hourAgo)) >= mostAnHour) return null
    const expires_at = new Date(now() + lifetimes[purpose])
    const link = { company_id: entry.company_id, user_id: entry.id, purpose: uses[purpose], expires_at, created_at: new Date(now()) }
    await insertMailLink(db, { ...link, token_hash: token.hash })
    return found
  })
  if (!user) return
  try {
    await mail.send(toMail(user.email, letters[purpose](user.full_name, config, token.text)))
  } catch (error) {
    // The next try makes another one: of this one nobody will ever hear.
    await inCompany(pool, entry.company_id, db => deleteMailLink(db, entry.company_id, token.hash))
    throw error
  }
}

type Write = (name: string, config: Services['config'], token: string) => Letter

const letters: Record<LinkJob['purpose'], Write> = {
  reset: (name, config, token) => ({
    subject: 'Choose a new password',
    name,
    paragraphs: ['Somebody, probably you, asked to choose a new password for your account.'],
    action: { label: 'Choose a new password', url: consoleLink(config, 'reset-password', token) },
    after: [
      'The link works once, within 30 minutes. All devices that are signed in have to sign in again afterwards.',
      'If it was not you, do nothing: your password stays as it is.',
    ],
  }),
  welcome: (name, config, token) => ({
    subject: 'Your agent is ready',
    name,
    paragraphs: [
      'An account with a first agent was made for you at this address, as you asked where you installed the app.',
      'Choose a password to sign in. The address that you sign in with is this one.',
    ],
    action: { label: 'Choose a password', url: consoleLink(config, 'reset-password', token) },
    after: ['The link works once, within 24 hours.', 'If it was not you, do nothing: nobody can sign in without this link.'],
  }),
  verify: (name, config, token) => ({
    subject: 'Confirm your e-mail address',
    name,
    paragraphs: ['Please confirm that this is your e-mail address.'],
    action: { label: 'Confirm the address', url: consoleLink(config, 'verify-email', token) },
    after: ['The link works once, within 24 hours.', 'If you did not register, do nothing.'],
  }),
}
