import { z } from 'zod'
import { id } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations, roles } from './operations.ts'

const email = z.string().trim().max(254).pipe(z.email())
const password = z
  .string()
  .min(10, 'A password has 10 characters or more')
  .max(256, 'A password has at most 256 characters')
  .meta({ description: 'Any Unicode characters', examples: ['SecurePassword123!'] })
const name = z.string().trim().min(1).max(200)

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

export const authApi = {
  register: endpoint(operations.auth.register, {
    body: z.strictObject({ email, password, full_name: name, company_name: name }),
    answer: z.object({ user: signedInUser, ...tokens }),
    errors: ['CONFLICT'],
  }),
  login: endpoint(operations.auth.login, {
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(1000) }),
    answer: z.object({ user: signedInUser, ...tokens }),
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
    answer: z.object({ success: z.literal(true), message: z.string() }),
  }),
}
