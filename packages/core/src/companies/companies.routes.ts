import type { Api } from '@craveva/contract/api'
import type { VisitorInput } from '@craveva/contract/companies'
import type { Selectable } from 'kysely'
import { listAuditLog, toAuditEntry } from '../audit/audit.service.ts'
import { changeRole, listUsers, removeUser } from '../auth/members.service.ts'
import { toUser } from '../auth/to-user.ts'
import type { Principal } from '../context.ts'
import { eraseVisitorData, readVisitorData } from '../conversations/visitor-data.service.ts'
import { AppError } from '../errors.ts'
import { detached, type Handlers } from '../http/handlers.ts'
import { changeCompany, getCompany, requireOwn } from './companies.service.ts'
import type { CompanyTables } from './companies.tables.ts'
import { eraseCompany } from './erase-company.ts'
import { exportCompany } from './export-company.ts'
import { acceptInvitation, invite, listOpenInvitations, withdrawInvitation } from './invitations.service.ts'
import { changeOutlet, createOutlet, getOutlet, listAllOutlets, type OutletRow, removeOutlet } from './outlets.service.ts'

type CompanyApi = Api['companies']
type OwnCall = { readonly params: { readonly company_id: string } }

/** Lets a handler be about the caller's own company only; any other is not found. */
const own =
  <C extends { readonly principal: Principal }, Call extends OwnCall, Answer>(handle: (context: C, call: Call) => Promise<Answer>) =>
  async (context: C, call: Call) => {
    requireOwn(context.principal, call.params.company_id)
    return handle(context, call)
  }

export const companyHandlers: Handlers<CompanyApi> = {
  get: own(async context => ({ company: toCompany(await getCompany(context)) })),
  update: own(async (context, { body }) => ({ company: toCompany(await changeCompany(context, body)) })),
  export: detached(own(context => exportCompany(context))),
  erase: detached(
    own(async (context, { body }) => {
      await eraseCompany(context, body)
      return { success: true as const, message: 'The company and everything it had is erased' }
    }),
  ),
  listUsers: own(async (context, { query }) => {
    const { rows, ...page } = await listUsers(context, query.q, query)
    return { users: rows.map(toCompanyUser), ...page }
  }),
  updateUser: own(async (context, { params, body }) => ({ user: toCompanyUser(await changeRole(context, params.user_id, body.role)) })),
  removeUser: own(async (context, { params }) => {
    await removeUser(context, params.user_id)
    return { success: true as const, message: 'User removed' }
  }),
  listInvitations: own(async (context, { query }) => {
    const { rows, ...page } = await listOpenInvitations(context, query)
    return { invitations: rows.map(toInvitation), ...page }
  }),
  invite: own(async (context, { body }) => ({ invitation: toInvitation(await invite(context, body)) })),
  withdrawInvitation: own(async (context, { params }) => {
    await withdrawInvitation(context, params.invitation_id)
    return { success: true as const, message: 'Invitation withdrawn' }
  }),
  acceptInvitation: async (context, { body }) => {
    const { user, ...tokens } = await acceptInvitation(context, body)
    return { user: toUser(user), ...tokens }
  },
  listOutlets: own(async (context, { query }) => {
    const { rows, ...page } = await listAllOutlets(context, query)
    return { outlets: rows.map(toOutlet), ...page }
  }),
  createOutlet: own(async (context, { body }) => ({ outlet: toOutlet(await createOutlet(context, body)) })),
  getOutlet: own(async (context, { params }) => ({ outlet: toOutlet(await getOutlet(context, params.outlet_id)) })),
  updateOutlet: own(async (context, { params, body }) => ({ outlet: toOutlet(await changeOutlet(context, params.outlet_id, body)) })),
  deleteOutlet: own(async (context, { params }) => {
    await removeOutlet(context, params.outlet_id)
    return { success: true as const, message: 'Outlet deleted' }
  }),
  auditLog: own(async (context, { query }) => {
    const { rows, ...page } = await listAuditLog(context, { action: query.action, actor_id: query.user_id }, query)
    return { entries: rows.map(toAuditEntry), ...page }
  }),
  exportVisitor: own(async (context, { body }) => {
    const { conversations, records } = await readVisitorData(context, toVisitor(body))
    return { conversations: conversations.map(toConversation), records }
  }),
  eraseVisitor: detached(
    own(async (context, { body }) => {
      const erased = await eraseVisitorData(context, toVisitor(body))
      return { success: true as const, message: `${erased} conversations erased`, conversations_erased: erased }
    }),
  ),
}

/** Without either field it would be everybody. */
function toVisitor({ conversation_id, mentions }: VisitorInput) {
  if (conversation_id === undefined && mentions === undefined) {
    throw new AppError('INVALID_REQUEST', 'Say which visitor: by conversation_id, or by mentions, something only they wrote.', {
      details: { conversation_id: 'is missing, and so is mentions' },
    })
  }
  return { conversationId: conversation_id ?? null, mentions: mentions ?? null }
}

const toConversation = ({
  created_at,
  messages,
  ...conversation
}: Awaited<ReturnType<typeof readVisitorData>>['conversations'][number]) => ({
  ...conversation,
  created_at: created_at.toISOString(),
  messages: messages.map(({ role, parts, created_at: at }) => ({ role, parts, created_at: at.toISOString() })),
})

const toCompany = (row: Selectable<CompanyTables['companies']>) => ({
  id: row.company_id,
  name: row.name,
  require_two_factor: row.require_two_factor,
  retention_days: row.retention_days,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

const toCompanyUser = (row: Awaited<ReturnType<typeof changeRole>>) => ({
  id: row.user_id,
  email: row.email,
  full_name: row.full_name,
  role: row.role,
  is_verified: row.is_verified,
  two_factor_enabled: row.two_factor_since !== null,
  created_at: row.created_at.toISOString(),
})

const toInvitation = (row: Selectable<CompanyTables['invitations']>) => ({
  invitation_id: row.invitation_id,
  email: row.email,
  role: row.role,
  invited_by: row.inviter_name,
  expires_at: row.expires_at.toISOString(),
  created_at: row.created_at.toISOString(),
})

const toOutlet = ({ company_id: _, created_at, updated_at, ...row }: OutletRow) => ({
  ...row,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})
