import type { Letter } from './letter.ts'

/**
 * A mail to be sent. Secrets are not stored with it: a link is made when the mail is written.
 * `letter`: as it stands. `link`: to reset a password, to prove an address, or to enter an account that was made for somebody, if there is one of that
 * address. `invitation`: into a company.
 */
export type MailJob =
  | { readonly kind: 'letter'; readonly to: string; readonly letter: Letter }
  | { readonly kind: 'link'; readonly purpose: 'reset' | 'verify' | 'welcome'; readonly email: string }
  | { readonly kind: 'invitation'; readonly company_id: string; readonly invitation_id: string }
