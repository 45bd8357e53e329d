import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'

type Recipient = { readonly email: string; readonly full_name: string }

const notices = {
  'password-changed': {
    subject: 'Your password was changed',
    paragraphs: ['The password of your account was changed just now.', 'Other devices have been signed out.'],
  },
  'two-factor-on': {
    subject: 'Two-factor sign-in is on',
    paragraphs: ['Signing in to your account now also takes a code from your authenticator app. Keep your recovery codes in a safe place.'],
  },
  'two-factor-off': {
    subject: 'Two-factor sign-in is off',
    paragraphs: ['Signing in to your account takes the password alone again.'],
  },
  'recovery-code-used': {
    subject: 'A recovery code was used to sign in',
    paragraphs: ['Somebody signed in to your account with one of your recovery codes. Each of them works once.'],
  },
} as const

const ifItWasNotYou =
  'If this was not you, choose a new password at once (“Forgot password” on the sign-in page), and tell the owner of your company.'

/** Tells a user by mail what happened to their account, once the transaction `db` is done. */
export const notify = ({ jobs }: Pick<Services, 'jobs'>, db: Db, { email, full_name }: Recipient, notice: keyof typeof notices) =>
  jobs.add(db, 'mail.send', {
    kind: 'letter',
    to: email,
    letter: { subject: notices[notice].subject, name: full_name, paragraphs: [...notices[notice].paragraphs, ifItWasNotYou] },
  })
