import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { tokenIn } from '../testing/test-mail.ts'

const password = 'SecurePassword123!'
let clock = Date.now()
let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: () => clock })
})
afterAll(() => app.stop())

interface Person {
  readonly client: TestClient
  readonly id: string
  readonly email: string
  readonly company: string
}

const newAddress = () => `${randomBytes(6).toString('hex')}@example.com`

async function found(): Promise<Person> {
  const client = await app.signUp()
  const { user } = (await client.get('/auth/me')).body
  await app.mail.next(user.email)
  return { client, id: user.id, email: user.email, company: `/companies/${user.company_id}` }
}

async function inviteToken(inviter: Person, role: string, email = newAddress()) {
  const { status, body } = await inviter.client.post(`${inviter.company}/invitations`, { email, role })
  expect(status).toBe(201)
  return { email, id: String(body.invitation.invitation_id), token: tokenIn(await app.mail.next(email)) }
}

const accept = (token: string) => app.anonymous.post('/auth/invitations/accept', { token, full_name: 'Jane Roe', password })

async function join(inviter: Person, role: string): Promise<Person> {
  const { token, email } = await inviteToken(inviter, role)
  const { status, body } = await accept(token)
  expect(status).toBe(201)
  return { client: createTestClient(app.apiUrl, body.token), id: body.user.id, email, company: inviter.company }
}

test('who is invited joins with the role of the invitation, their address proven', async () => {
  const owner = await found()
  const { token, email } = await inviteToken(owner, 'member')
  const { body } = await accept(token)
  expect(body.user).toMatchObject({ email, role: 'member', is_verified: true, company_id: owner.company.split('/').at(-1) })
  expect((await app.anonymous.post('/auth/login', { email, password })).status).toBe(200)
  expect((await accept(token)).status).toBe(400)
})

test('an invitation ends when it is withdrawn, replaced or a week old', async () => {
  const owner = await found()
  const withdrawn = await inviteToken(owner, 'member')
  expect((await owner.client.get(`${owner.company}/invitations`)).body.total).toBe(1)
  expect((await owner.client.delete(`${owner.company}/invitations/${withdrawn.id}`)).status).toBe(200)
  expect((await accept(withdrawn.token)).status).toBe(400)
  const first = await inviteToken(owner, 'member')
  expect((await owner.client.post(`${owner.company}/invitations`, { email: first.email, role: 'viewer' })).status).toBe(409)
  clock += 61_000
  const second = await inviteToken(owner, 'viewer', first.email)
  expect((await accept(first.token)).status).toBe(400)
  clock += 7 * 24 * 3600_000
  expect((await accept(second.token)).status).toBe(400)
})

test('whether an invited address has an account elsewhere is told to its owner alone', async () => {
  const [owner, stranger] = [await found(), await found()]
  const { token } = await inviteToken(owner, 'member', stranger.email)
  expect((await accept(token)).status).toBe(409)
  const colleague = await join(owner, 'member')
  expect((await owner.client.post(`${owner.company}/invitations`, { email: colleague.email.toUpperCase(), role: 'viewer' })).status).toBe(
    409,
  )
})

test('nobody gives or takes a role above their own, and nobody promotes themselves', async () => {
  const owner = await found()
  const [admin, member] = [await join(owner, 'admin'), await join(owner, 'member')]
  const change = (who: Person, whom: Person, role: string) => who.client.put(`${owner.company}/users/${whom.id}`, { role })
  expect((await change(admin, admin, 'owner')).status).toBe(403)
  expect((await change(admin, member, 'owner')).status).toBe(403)
  expect((await change(admin, owner, 'viewer')).status).toBe(403)
  expect((await change(member, member, 'admin')).status).toBe(403)
  expect((await admin.client.delete(`${owner.company}/users/${owner.id}`)).status).toBe(403)
  expect((await admin.client.post(`${owner.company}/invitations`, { email: newAddress(), role: 'owner' })).status).toBe(403)
  expect((await change(admin, member, 'admin')).body.user.role).toBe('admin')
  expect((await member.client.get(`${owner.company}/invitations`)).status).toBe(200)
  expect((await change(owner, member, 'viewer')).status).toBe(200)
  expect((await member.client.get(`${owner.company}/invitations`)).status).toBe(403)
})

test('a company keeps an owner, also when the last two leave at once', async () => {
  const first = await found()
  expect((await first.client.put(`${first.company}/users/${first.id}`, { role: 'admin' })).status).toBe(409)
  expect((await first.client.delete(`${first.company}/users/${first.id}`)).status).toBe(409)
  const second = await join(first, 'owner')
  const answers = await Promise.all([
    first.client.put(`${first.company}/users/${second.id}`, { role: 'viewer' }),
    second.client.put(`${first.company}/users/${first.id}`, { role: 'viewer' }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a removed user is out at once, with all their keys, and the address is free again', async () => {
  const owner = await found()
  const admin = await join(owner, 'admin')
  const made = await admin.client.post('/account/api-keys', { name: 'Key', permissions: ['read'] })
  const key = createTestClient(app.apiUrl, made.body.api_key.key)
  expect((await key.get('/agents')).status).toBe(200)
  expect((await owner.client.delete(`${owner.company}/users/${admin.id}`)).body).toEqual({ success: true, message: 'User removed' })
  expect((await admin.client.get('/auth/me')).status).toBe(401)
  expect((await key.get('/agents')).status).toBe(401)
  const again = { email: admin.email, password, full_name: 'Jane Roe', company_name: 'Own Corp' }
  expect((await app.anonymous.post('/auth/register', again)).status).toBe(201)
})

test('users are found by part of a name or an address, taken literally', async () => {
  const owner = await found()
  await join(owner, 'member')
  const search = async (q: string) => (await owner.client.get(`${owner.company}/users?q=${encodeURIComponent(q)}`)).body
  expect(await search('')).toMatchObject({ total: 2 })
  expect((await search('jane r')).users).toMatchObject([{ full_name: 'Jane Roe', role: 'member' }])
  expect((await search(owner.email.slice(0, 6).toUpperCase())).users).toMatchObject([{ id: owner.id }])
  for (const q of ['%', '_', '\\', "' or 1=1 --"]) expect((await search(q)).total).toBe(0)
})

test('a company that requires a second factor lets others do nothing but set it up', async () => {
  const owner = await found()
  const viewer = await join(owner, 'viewer')
  expect((await owner.client.put(owner.company, { require_two_factor: true })).status).toBe(409)
  const { totpCode } = await import('../auth/totp.ts')
  const begun = await owner.client.post('/account/two-factor', { password })
  await owner.client.post('/account/two-factor/confirm', { code: totpCode(begun.body.secret, Math.floor(clock / 30_000)) })
  expect((await owner.client.put(owner.company, { require_two_factor: true })).body.company.require_two_factor).toBe(true)
  expect((await viewer.client.get('/agents')).status).toBe(403)
  expect((await viewer.client.get('/auth/me')).status).toBe(200)
  const login = await app.anonymous.post('/auth/login', { email: viewer.email, password })
  expect(login.body.two_factor_setup_required).toBe(true)
  const secret = (await viewer.client.post('/account/two-factor', { password })).body.secret
  await viewer.client.post('/account/two-factor/confirm', { code: totpCode(secret, Math.floor(clock / 30_000)) })
  expect((await viewer.client.get('/agents')).status).toBe(200)
})

test('where mail reaches mailboxes, only a verified user invites', async () => {
  const strict = await createTestApp({ mailDelivers: true, besides: app })
  const owner = await found()
  const client = createTestClient(strict.apiUrl, owner.client.token)
  expect((await client.post(`${owner.company}/invitations`, { email: newAddress(), role: 'member' })).status).toBe(403)
  await app.anonymous.post('/auth/verify-email/resend', { email: owner.email })
  await strict.stop()
})
