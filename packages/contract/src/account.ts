import { z } from 'zod'
import { givenPassword, newPassword, signedInUser, twoFactorCode } from './auth.ts'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { keyPermissions, operations } from './operations.ts'

const name = z.string().trim().min(1).max(200)

/** An IPv4 or IPv6 address, or a network of them in CIDR notation. Checked closely by the API. */
const network = z
  .string()
  .trim()
  .min(2)
  .max(50)
  .meta({ examples: ['203.0.113.7', '203.0.113.0/24'] })

const createKeyBody = z.strictObject({
  name,
  permissions: z
    .array(z.enum(keyPermissions))
    .min(1, 'Name at least one of read, write, execute')
    .max(10)
    .meta({ description: '`read` allows GET; `write` changes, and includes `execute`; `execute` runs agents' }),
  test: z.boolean().default(false).meta({ description: 'Makes a `cv_test_` key, whose executions are not charged' }),
  expires_at: time.nullable().optional(),
  allowed_addresses: z
    .array(network)
    .max(50)
    .optional()
    .meta({ description: 'Addresses and networks the key may be used from; none means from everywhere' }),
})
export type CreateKeyInput = z.infer<typeof createKeyBody>

const apiKey = z.object({
  id: id('key'),
  name: z.string(),
  prefix: z.string().meta({ description: 'The first characters of the key', examples: ['cv_live_7Kd2'] }),
  permissions: z.array(z.enum(keyPermissions)),
  test: z.boolean(),
  user_id: id('user').meta({ description: 'Who made the key; it acts with their role' }),
  allowed_addresses: z.array(z.string()),
  expires_at: time.nullable(),
  last_used: time.nullable().meta({ description: 'Exact to a minute' }),
  created_at: time,
})

const profile = signedInUser.extend({ two_factor_enabled: z.boolean(), created_at: time })

const session = z.object({
  id: id('ses'),
  current: z.boolean().meta({ description: 'Whether it is the one that asks' }),
  user_agent: z.string(),
  address: z.string().meta({ description: 'Where the login came from' }),
  created_at: time,
  last_used: time,
  expires_at: time,
})

const recoveryCodes = z
  .array(z.string())
  .meta({ description: 'Each works once in place of a code from the app. They are shown this once.' })

export const accountApi = {
  profile: endpoint(operations.account.profile, { answer: z.object({ user: profile }) }),
  updateProfile: endpoint(operations.account.updateProfile, {
    body: z.strictObject({ full_name: name.optional() }),
    answer: z.object({ user: profile }),
  }),
  changePassword: endpoint(operations.account.changePassword, {
    body: z.strictObject({ current_password: givenPassword, password: newPassword }),
    answer: done,
  }),
  listSessions: endpoint(operations.account.listSessions, {
    query: z.strictObject(paging),
    answer: z.object({ sessions: z.array(session), ...page }),
  }),
  endSession: endpoint(operations.account.endSession, { answer: done }),
  getTwoFactor: endpoint(operations.account.getTwoFactor, {
    answer: z.object({
      two_factor: z.object({
        enabled: z.boolean(),
        required: z.boolean().meta({ description: 'Whether the company requires it' }),
        recovery_codes_left: z.number().int(),
      }),
    }),
  }),
  beginTwoFactor: endpoint(operations.account.beginTwoFactor, {
    body: z.strictObject({ password: givenPassword }),
    answer: z.object({
      secret: z.string().meta({ description: 'In base 32, to be typed into the authenticator app' }),
      otpauth_url: z.string().meta({ description: 'The same as a link, to be shown as a QR code' }),
    }),
    errors: ['CONFLICT'],
  }),
  confirmTwoFactor: endpoint(operations.account.confirmTwoFactor, {
    body: z.strictObject({ code: twoFactorCode }),
    answer: z.object({ recovery_codes: recoveryCodes }),
    errors: ['CONFLICT'],
  }),
  renewRecoveryCodes: endpoint(operations.account.renewRecoveryCodes, {
    body: z.strictObject({ password: givenPassword, code: twoFactorCode }),
    answer: z.object({ recovery_codes: recoveryCodes }),
    errors: ['CONFLICT'],
  }),
  disableTwoFactor: endpoint(operations.account.disableTwoFactor, {
    body: z.strictObject({ password: givenPassword, code: twoFactorCode }),
    answer: done,
    errors: ['CONFLICT'],
  }),
  listKeys: endpoint(operations.account.listKeys, {
    query: z.strictObject({
      ...paging,
      scope: z.enum(['own', 'company']).default('own').meta({ description: 'Whose keys: one’s own, or those of the whole company' }),
    }),
    answer: z.object({ api_keys: z.array(apiKey), ...page }),
  }),
  createKey: endpoint(operations.account.createKey, {
    body: createKeyBody,
    answer: z.object({
      api_key: apiKey.extend({
        key: z.string().meta({ description: 'The key itself, which is shown this once', examples: ['cv_live_abc123…'] }),
      }),
    }),
  }),
  deleteKey: endpoint(operations.account.deleteKey, { answer: done }),
}
