import { z } from 'zod'
import { emailAddress, givenPassword, newPassword, signedInUser } from './auth.ts'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations, roles } from './operations.ts'
import { createOutletBody, outlet, updateOutletBody } from './outlets.ts'

const name = z.string().trim().min(1).max(200)
const role = z.enum(roles)

const company = z.object({
  id: id('cmp'),
  name: z.string(),
  require_two_factor: z.boolean(),
  retention_days: z.number().int().nullable(),
  created_at: time,
  updated_at: time,
})

const updateCompanyBody = z.strictObject({
  name: name.optional(),
  require_two_factor: z.boolean().optional().meta({ description: 'Users without a second factor can then do nothing but set it up' }),
  retention_days: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .optional()
    .meta({
      description: 'Conversations and executions are deleted so many days after the last message; null keeps them',
      examples: [365],
    }),
})
export type UpdateCompanyInput = z.infer<typeof updateCompanyBody>

const companyUser = z.object({
  id: id('user'),
  email: z.string(),
  full_name: z.string(),
  role,
  is_verified: z.boolean(),
  two_factor_enabled: z.boolean(),
  created_at: time,
})

const invitation = z.object({
  invitation_id: id('invite'),
  email: z.string(),
  role,
  invited_by: z.string().meta({ description: 'Name of the user who invited' }),
  expires_at: time,
  created_at: time,
})

const inviteBody = z.strictObject({ email: emailAddress, role: role.default('member') })
export type InviteInput = z.infer<typeof inviteBody>

const acceptBody = z.strictObject({
  token: z.string().min(1).max(200).meta({ description: 'From the link in the mail; works once' }),
  full_name: name,
  password: newPassword,
})
export type AcceptInvitationInput = z.infer<typeof acceptBody>

/** Who a visitor is; the API asks for at least one of the fields. */
const visitorBody = z.strictObject({
  conversation_id: id('conv').optional().meta({ description: 'One of their conversations; all that the same visitor had count' }),
  mentions: z
    .string()
    .trim()
    .min(5, 'Give an e-mail address or a phone number, of five characters at least')
    .max(254)
    .optional()
    .meta({ description: 'Something only they wrote, such as their e-mail address', examples: ['jane@example.com'] }),
})
export type VisitorInput = z.infer<typeof visitorBody>

const auditEntry = z.object({
  entry_id: id('audit'),
  action: z.string().meta({ description: 'Slice and operation', examples: ['agents.update'] }),
  actor: z.object({
    kind: z.enum(['user', 'key', 'system']),
    id: z.string().nullable(),
    name: z.string().meta({ description: 'As it was then' }),
    key_id: z.string().nullable(),
  }),
  target: z.record(z.string(), z.string()).meta({ description: 'Ids of what was changed' }),
  changed: z.array(z.string()).meta({ description: 'Names of the fields that were sent' }),
  address: z.string(),
  request_id: z.string(),
  created_at: time,
})

export const companiesApi = {
  get: endpoint(operations.companies.get, { answer: z.object({ company }) }),
  update: endpoint(operations.companies.update, { body: updateCompanyBody, answer: z.object({ company }), errors: ['CONFLICT'] }),
  export: endpoint(operations.companies.export, { answer: z.string(), errors: ['CONFLICT'] }),
  erase: endpoint(operations.companies.erase, {
    body: z.strictObject({
      name: z.string().max(200).meta({ description: 'The name of the company, typed to confirm' }),
      password: givenPassword,
    }),
    answer: done,
  }),
  listUsers: endpoint(operations.companies.listUsers, {
    query: z.strictObject({
      ...paging,
      q: z.string().trim().max(200).optional().meta({ description: 'Search query: part of a name or an address' }),
    }),
    answer: z.object({ users: z.array(companyUser), ...page }),
  }),
  updateUser: endpoint(operations.companies.updateUser, {
    body: z.strictObject({ role }),
    answer: z.object({ user: companyUser }),
    errors: ['CONFLICT'],
  }),
  removeUser: endpoint(operations.companies.removeUser, { answer: done, errors: ['CONFLICT'] }),
  listInvitations: endpoint(operations.companies.listInvitations, {
    query: z.strictObject(paging),
    answer: z.object({ invitations: z.array(invitation), ...page }),
  }),
  invite: endpoint(operations.companies.invite, { body: inviteBody, answer: z.object({ invitation }), errors: ['CONFLICT'] }),
  withdrawInvitation: endpoint(operations.companies.withdrawInvitation, { answer: done }),
  acceptInvitation: endpoint(operations.companies.acceptInvitation, {
    body: acceptBody,
    answer: z.object({ user: signedInUser, token: z.string(), refresh_token: z.string(), device_token: z.string() }),
    errors: ['CONFLICT'],
  }),
  listOutlets: endpoint(operations.companies.listOutlets, {
    query: z.strictObject(paging),
    answer: z.object({ outlets: z.array(outlet), ...page }),
  }),
  createOutlet: endpoint(operations.companies.createOutlet, {
    body: createOutletBody,
    answer: z.object({ outlet }),
    errors: ['CONFLICT'],
  }),
  getOutlet: endpoint(operations.companies.getOutlet, { answer: z.object({ outlet }) }),
  updateOutlet: endpoint(operations.companies.updateOutlet, { body: updateOutletBody, answer: z.object({ outlet }) }),
  deleteOutlet: endpoint(operations.companies.deleteOutlet, { answer: done }),
  auditLog: endpoint(operations.companies.auditLog, {
    query: z.strictObject({
      ...paging,
      action: z
        .string()
        .max(100)
        .optional()
        .meta({ examples: ['agents.update'] }),
      user_id: id('user').optional(),
    }),
    answer: z.object({ entries: z.array(auditEntry), ...page }),
  }),
  exportVisitor: endpoint(operations.companies.exportVisitor, {
    body: visitorBody,
    answer: z.object({
      conversations: z.array(
        z.object({
          conversation_id: id('conv'),
          agent_id: id('agent'),
          channel: z.string(),
          created_at: time,
          messages: z.array(z.object({ role: z.string(), parts: z.array(z.unknown()), created_at: time })),
        }),
      ),
      records: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
        description: 'What else is kept of them, by kind: leads, ratings, files in base64, chats on platforms, notes',
        examples: [{ leads: [{ name: 'Jane Doe', email: 'jane@example.com', phone: null, consent_text: 'You may write to me.' }] }],
      }),
    }),
  }),
  eraseVisitor: endpoint(operations.companies.eraseVisitor, {
    body: visitorBody,
    answer: z.object({ success: z.literal(true), message: z.string(), conversations_erased: z.number().int() }),
  }),
}
