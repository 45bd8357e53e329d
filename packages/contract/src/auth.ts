import { z } from 'zod'
import { done, id } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations, roles } from './operations.ts'

export const emailAddress = z.string().trim().max(254).pipe(z.email())
export const newPassword = z
  .string()
  .min(10, 'A password has 10 characters or more')
  .max(256, 'A password has at most 256 characters')
  .meta({ description: 'Any Unicode characters, but none of the passwords most used', examples: ['SecurePassword123!'] })
/** A password as somebody remembers it; whether it is right is not for its shape to say. */
export const givenPassword = z.string().min(1).max(1000)
const name = z.string().trim().min(1).max(200)

const mailToken = z.string().min(1).max(200).meta({ description: 'From the link in the mail; works once' })

/** Six digits from the authenticator app, or a recovery code. */
export const twoFactorCode = z
  .string()
  .trim()
  .min(6)
  .max(40)
  .meta({ description: 'Six digits from the authenticator app, or one of the recovery codes', examples: ['123456'] })

const tokens = { token: z.string().meta({ description: 'JWT, valid for 15 minutes' }), refresh_token: z.string() }

export const signedInUser = z.object({
  id: id('user'),
  email: z.string(),
  full_name: z.string(),
  role: z.enum(roles),
  company_id: id('cmp'),
  is_verified: z.boolean(),
})
export type SignedInUser = z.infer<typeof signedInUser>

const deviceToken = z
  .string()
  .meta({ description: 'Keep it, and send it with the next login: failed logins from elsewhere then cannot slow down this device' })

const signedIn = z.object({
  user: signedInUser,
  ...tokens,
  device_token: deviceToken,
  two_factor_setup_required: z
    .boolean()
    .meta({ description: 'The company requires a second factor: nothing but setting it up is allowed until that is done' }),
})

const secondStep = z.object({
  two_factor_required: z.literal(true),
  challenge: z.string().meta({ description: 'Send it with a code to /auth/login/two-factor within five minutes' }),
})

export const authApi = {
  register: endpoint(operations.auth.register, {
    body: z.strictObject({ email: emailAddress, password: newPassword, full_name: name, company_name: name }),
    answer: z.object({ user: signedInUser, ...tokens, device_token: deviceToken }),
    errors: ['CONFLICT'],
  }),
  login: endpoint(operations.auth.login, {
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(1000), device_token: z.string().max(200).optional() }),
    answer: z.union([signedIn, secondStep]),
    errors: ['UNAUTHORIZED'],
  }),
  loginTwoFactor: endpoint(operations.auth.loginTwoFactor, {
    body: z.strictObject({ challenge: z.string().min(1).max(1000), code: twoFactorCode }),
    answer: signedIn,
    errors: ['UNAUTHORIZED'],
  }),
  me: endpoint(operations.auth.me, { answer: z.object({ user: signedInUser }) }),
  refresh: endpoint(operations.auth.refresh, {
    body: z.strictObject({ refresh_token: z.string().min(1).max(500) }),
    answer: z.object(tokens),
    errors: ['UNAUTHORIZED'],
  }),
  logout: endpoint(operations.auth.logout, {
    body: z.strictObject({ refresh_token: z.string().min(1).max(500) }),
    answer: done,
  }),
  forgotPassword: endpoint(operations.auth.forgotPassword, { body: z.strictObject({ email: emailAddress }), answer: done }),
  resetPassword: endpoint(operations.auth.resetPassword, {
    body: z.strictObject({ token: mailToken, password: newPassword }),
    answer: done,
  }),
  verifyEmail: endpoint(operations.auth.verifyEmail, { body: z.strictObject({ token: mailToken }), answer: done }),
  resendVerification: endpoint(operations.auth.resendVerification, { body: z.strictObject({ email: emailAddress }), answer: done }),
}
