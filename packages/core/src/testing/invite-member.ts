import { randomBytes } from 'node:crypto'
import type { Role } from '@craveva/contract/operations'
import type { TestApp } from './create-test-app.ts'
import { createTestClient, type TestClient } from './test-client.ts'
import { tokenIn } from './test-mail.ts'

/** Somebody who works in the company of `owner`, signed in at the first of the servers; any of them may send the mail. */
export async function inviteMember(
  [app, ...others]: readonly [TestApp, ...TestApp[]],
  owner: TestClient,
  role: Role = 'member',
): Promise<TestClient & { readonly userId: string }> {
  const me = await owner.get('/auth/me')
  const email = `${randomBytes(6).toString('hex')}@example.com`
  await owner.post(`/companies/${me.body.user.company_id}/invitations`, { email, role })
  const token = tokenIn(await Promise.race([app, ...others].map(({ mail }) => mail.next(email))))
  const joined = await app.anonymous.post('/auth/invitations/accept', { token, full_name: 'Jane Roe', password: 'SecurePassword123!' })
  return { ...createTestClient(app.apiUrl, String(joined.body.token)), userId: String(joined.body.user.id) }
}
