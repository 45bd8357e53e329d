import type { AcceptInvitationInput, InviteInput } from '@craveva/contract/companies'
import { roles } from '@craveva/contract/operations'
import { recordChange } from '../audit/record-change.ts'
import { addressKey } from '../auth/address-key.ts'
import { getMe } from '../auth/auth.service.ts'
import { checkPassword } from '../auth/check-password.ts'
import { readMailToken } from '../auth/mail-token.ts'
import { isMember, joinCompany } from '../auth/members.service.ts'
import { hashPassword } from '../auth/password.ts'
import type { Context, PublicContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import type { PageRequest } from '../db/page.ts'
import { AppError } from '../errors.ts'
import {
  countInvitations,
  deleteExpiredInvitations,
  deleteInvitation,
  findInvitationByAddress,
  findInvitationByToken,
  listInvitations,
  takeInvitation,
  upsertInvitation,
} from './invitations.store.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now' | 'jobs' | 'mail'>

const minute = 60_000
const day = 24 * 60 * minute
const lifetimeMs = 7 * day
const mostADay = 100

/**
 * Invites somebody by mail, with a role not above one's own; once more replaces the earlier invitation. Whether the address has an account
 * elsewhere is not told. Throws FORBIDDEN, CONFLICT for somebody who is in the company.
 */
export async function invite({ db, principal, now, jobs, mail }: Needs, { email, role }: InviteInput) {
  if (roles.indexOf(role) > roles.indexOf(principal.role)) throw new AppError('FORBIDDEN', `Only an ${role} may invite as ${role}.`)
  const inviter = await getMe({ db, principal })
  if (mail.delivers && !inviter.is_verified)
    throw new AppError('FORBIDDEN', 'Confirm your own e-mail address first, with the link in the mail we sent you.')
  if (await isMember(db, principal.companyId, email))
    throw new AppError('CONFLICT', 'This address belongs to a user of your company.', { details: { email: 'is a user already' } })
  await deleteExpiredInvitations(db, principal.companyId, new Date(now()))
  if ((await countInvitations(db, principal.companyId, new Date(now() - day))) >= mostADay)
    throw new AppError('RATE_LIMIT_EXCEEDED', `A company sends at most ${mostADay} invitations a day.`, { retryAfter: 3600 })
  const earlier = await findInvitationByAddress(db, principal.companyId, addressKey(email))
  if (earlier && now() - earlier.created_at.getTime() < minute)
    throw new AppError('CONFLICT', 'This address was invited a moment ago. Wait a minute before you send the mail again.')
  const invitation = await upsertInvitation(db, {
    company_id: principal.companyId,
    invitation_id: newId('invite', now()),
    email,
    email_key: addressKey(email),
    role,
    invited_by: principal.userId,
    inviter_name: inviter.full_name,
    token_hash: null,
    expires_at: new Date(now() + lifetimeMs),
    created_at: new Date(now()),
  })
  await jobs.add(db, 'mail.send', { kind: 'invitation', company_id: invitation.company_id, invitation_id: invitation.invitation_id })
  return invitation
}

/** Invitations that were not accepted yet. */
export const listOpenInvitations = ({ db, principal }: Pick<Needs, 'db' | 'principal'>, request: PageRequest) =>
  listInvitations(db, principal.companyId, request)

/** Makes the link of an invitation worthless. Throws NOT_FOUND. */
export async function withdrawInvitation({ db, principal }: Pick<Needs, 'db' | 'principal'>, invitationId: string) {
  if (!(await deleteInvitation(db, principal.companyId, invitationId))) throw new AppError('NOT_FOUND')
}

type Public = Pick<PublicContext, 'pool' | 'keys' | 'now' | 'caller' | 'requestId'>

/** Joins the company with the token of an invitation, which also proves the address. Throws INVALID_REQUEST, CONFLICT. */
export async function acceptInvitation(context: Public, { token: text, full_name, password }: AcceptInvitationInput) {
  const { pool, now, caller, requestId } = context
  const token = readMailToken(text)
  if (!token) throw badToken()
  const { companyId, hash } = token
  const found = await inCompany(pool, companyId, db => findInvitationByToken(db, companyId, hash, new Date(now())))
  if (!found) throw badToken()
  await checkPassword(password, { email: found.email, full_name, company_name: found.company_name })
  const password_hash = await hashPassword(password)
  return inCompany(pool, companyId, async db => {
    const invitation = await takeInvitation(db, companyId, hash, new Date(now()))
    if (!invitation) throw badToken()
    const { email, role } = invitation
    const joined = await joinCompany(context, db, { companyId, email, full_name, role, password_hash })
    await recordChange(db, {
      company_id: companyId,
      action: 'companies.acceptInvitation',
      actor_kind: 'user',
      actor_id: joined.user.user_id,
      actor_name: full_name,
      target: { invitation_id: invitation.invitation_id },
      address: caller.address,
      request_id: requestId,
    })
    return joined
  })
}

const badToken = () =>
  new AppError('INVALID_REQUEST', 'This invitation is not good any more: it was used, withdrawn or has expired. Ask for a new one.', {
    details: { token: 'is not valid' },
  })
