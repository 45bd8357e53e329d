import { anyone, beforeTwoFactor, created, credentials, file, operation, user } from './operation.ts'

/** Signing up, in and out. */
export const authOperations = {
  register: operation('POST', '/auth/register', 'Register a user and their company', anyone, { ...credentials, ...created }),
  login: operation('POST', '/auth/login', 'Sign in and receive access tokens', anyone, credentials),
  loginTwoFactor: operation('POST', '/auth/login/two-factor', 'Finish a login with a code', anyone, credentials),
  me: operation('GET', '/auth/me', 'Get the signed-in user', beforeTwoFactor('viewer', 'read')),
  refresh: operation('POST', '/auth/refresh', 'Exchange a refresh token for new tokens', anyone, credentials),
  logout: operation('POST', '/auth/logout', 'Sign out and invalidate the refresh token', anyone, credentials),
  forgotPassword: operation('POST', '/auth/password/forgot', 'Request a mail to choose a new password', anyone, credentials),
  resetPassword: operation('POST', '/auth/password/reset', 'Choose a new password with the token of that mail', anyone, credentials),
  verifyEmail: operation('POST', '/auth/verify-email', 'Prove an e-mail address with the token of a mail', anyone, credentials),
  resendVerification: operation('POST', '/auth/verify-email/resend', 'Request that mail once more', anyone, credentials),
} as const

/** One’s own account: profile, logins, two-factor sign-in, keys. */
export const accountOperations = {
  profile: operation('GET', '/account/profile', 'Get the profile of the signed-in user', beforeTwoFactor('viewer', 'read')),
  updateProfile: operation('PUT', '/account/profile', 'Change the profile', beforeTwoFactor('viewer', null)),
  changePassword: operation('PUT', '/account/password', 'Change the password, and end all other logins', beforeTwoFactor('viewer', null)),
  listSessions: operation('GET', '/account/sessions', 'List where one is signed in', user('viewer', null)),
  endSession: operation('DELETE', '/account/sessions/:session_id', 'Sign out elsewhere', user('viewer', null)),
  getTwoFactor: operation('GET', '/account/two-factor', 'Get the state of two-factor sign-in', beforeTwoFactor('viewer', null)),
  beginTwoFactor: operation('POST', '/account/two-factor', 'Begin to set up two-factor sign-in', beforeTwoFactor('viewer', null)),
  confirmTwoFactor: operation(
    'POST',
    '/account/two-factor/confirm',
    'Turn two-factor sign-in on, with a first code',
    beforeTwoFactor('viewer', null),
  ),
  renewRecoveryCodes: operation('POST', '/account/two-factor/recovery-codes', 'Replace the recovery codes', user('viewer', null)),
  disableTwoFactor: operation('POST', '/account/two-factor/disable', 'Turn two-factor sign-in off', user('viewer', null)),
  createKey: operation('POST', '/account/api-keys', 'Create an API key', user('admin', null), created),
  listKeys: operation('GET', '/account/api-keys', 'List API keys', user('admin', null)),
  deleteKey: operation('DELETE', '/account/api-keys/:key_id', 'Delete an API key, which ends its use at once', user('admin', null)),
} as const

/** The company: users, outlets, audit log, and what it owes to those whose data it has. */
export const companiesOperations = {
  get: operation('GET', '/companies/:company_id', 'Get the company', user('viewer', 'read')),
  update: operation('PUT', '/companies/:company_id', 'Change the company', user('admin', null)),
  export: file(
    'application/x-ndjson',
    operation('GET', '/companies/:company_id/export', 'Export everything the company has, as lines of JSON', user('owner', null)),
  ),
  erase: operation('POST', '/companies/:company_id/erase', 'Erase the company and everything it has', user('owner', null)),
  listUsers: operation('GET', '/companies/:company_id/users', 'List the users of the company', user('viewer', 'read')),
  updateUser: operation('PUT', '/companies/:company_id/users/:user_id', 'Change the role of a user', user('admin', null)),
  removeUser: operation('DELETE', '/companies/:company_id/users/:user_id', 'Remove a user', user('admin', null)),
  listInvitations: operation('GET', '/companies/:company_id/invitations', 'List open invitations', user('admin', null)),
  invite: operation('POST', '/companies/:company_id/invitations', 'Invite somebody by mail', user('admin', null), created),
  withdrawInvitation: operation(
    'DELETE',
    '/companies/:company_id/invitations/:invitation_id',
    'Withdraw an invitation',
    user('admin', null),
  ),
  acceptInvitation: operation('POST', '/auth/invitations/accept', 'Join a company with the token of an invitation', anyone, {
    ...credentials,
    ...created,
  }),
  listOutlets: operation('GET', '/companies/:company_id/outlets', 'List outlets', user('viewer', 'read')),
  createOutlet: operation('POST', '/companies/:company_id/outlets', 'Create an outlet', user('member', 'write'), created),
  getOutlet: operation('GET', '/companies/:company_id/outlets/:outlet_id', 'Get an outlet', user('viewer', 'read')),
  updateOutlet: operation('PUT', '/companies/:company_id/outlets/:outlet_id', 'Change an outlet', user('member', 'write')),
  deleteOutlet: operation('DELETE', '/companies/:company_id/outlets/:outlet_id', 'Delete an outlet', user('member', 'write')),
  auditLog: operation('GET', '/companies/:company_id/audit-log', 'List who changed what', user('admin', null)),
  exportVisitor: operation(
    'POST',
    '/companies/:company_id/visitors/export',
    'Export what one visitor said and was told, on all channels',
    user('admin', null),
  ),
  eraseVisitor: operation('POST', '/companies/:company_id/visitors/erase', 'Erase one visitor, on all channels', user('admin', null)),
} as const
