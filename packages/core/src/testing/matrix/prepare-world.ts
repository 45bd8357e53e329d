import { randomUUID } from 'node:crypto'
import { keyPermissions, roles } from '@craveva/contract/operations'
import type { TestApp } from '../create-test-app.ts'
import { endpoints } from '../endpoints.ts'
import { decodeToken, signToken } from '../forged-tokens.ts'
import { createOneOfEach, type OneOfEach } from '../one-of-each.ts'
import { createTestClient, type TestClient } from '../test-client.ts'
import { tokenIn } from '../test-mail.ts'
import type { Caller } from './caller.ts'

/** Two companies, everybody who could call, and ids of things that are there no more. */
export interface World {
  readonly first: OneOfEach
  readonly second: OneOfEach
  readonly callers: readonly Caller[]
  /** Ids of things that the first company had, by the name they have in paths. */
  readonly deleted: Readonly<Record<string, string>>
}

const password = 'SecurePassword123!'
const bearer = (token: string | null) => ({ authorization: `Bearer ${token}` })

/** `tick` moves the clock of the app on by some seconds. */
export async function prepareWorld(app: TestApp, tick: (seconds: number) => void): Promise<World> {
  const first = await createOneOfEach(app)
  const second = await createOneOfEach(app)
  const gone = await createOneOfEach(app, first.owner)
  const deleted = await deleteAll(app, first, gone)
  const keyOf = async (body: object) => (await first.owner.post('/account/api-keys', { name: 'Ended', ...body })).body.api_key
  const revoked = await keyOf({ permissions: keyPermissions })
  await first.owner.delete(`/account/api-keys/${revoked.id}`)
  const late = await keyOf({ permissions: keyPermissions, expires_at: new Date(app.core.services.now() + 2000).toISOString() })
  const elsewhere = await keyOf({ permissions: keyPermissions, allowed_addresses: ['203.0.113.7'] })
  const left = await join(app, first, 'admin')
  await app.anonymous.post('/auth/logout', { refresh_token: left.refreshToken })
  const removed = await join(app, first, 'admin')
  await first.owner.delete(`/companies/${first.companyId}/users/${removed.id}`)
  tick(3)

  const callers: Caller[] = [
    { name: 'anonymous', proof: { kind: 'nothing' }, headers: {}, company: 'first' },
    { name: 'visitor', proof: { kind: 'visitor token' }, headers: { 'x-visitor-token': first.visitorToken }, company: 'first' },
  ]
  for (const role of roles) {
    const token = role === 'owner' ? first.owner.token : (await join(app, first, role)).client.token
    callers.push({ name: role, proof: { kind: 'user', role }, headers: bearer(token), company: 'first' })
  }
  for (const permission of keyPermissions)
    callers.push({
      name: `${permission} key`,
      proof: { kind: 'key', permission },
      headers: bearer(first.keys[permission]),
      company: 'first',
    })
  const ended = {
    'revoked key': revoked.key,
    'expired key': late.key,
    'expired token': expired(app, first.owner.token ?? ''),
    'signed-out admin': left.client.token,
    'removed admin': removed.client.token,
  }
  for (const [name, token] of Object.entries(ended))
    callers.push({ name, proof: { kind: 'ended' }, headers: bearer(token), company: 'first' })
  callers.push(
    { name: 'key used from elsewhere', proof: { kind: 'elsewhere' }, headers: bearer(elsewhere.key), company: 'first' },
    { name: 'owner of another company', proof: { kind: 'user', role: 'owner' }, headers: bearer(second.owner.token), company: 'second' },
    {
      name: 'write key of another company',
      proof: { kind: 'key', permission: 'write' },
      headers: bearer(second.keys.write),
      company: 'second',
    },
    {
      name: 'visitor of another company',
      proof: { kind: 'visitor token' },
      headers: { 'x-visitor-token': second.visitorToken },
      company: 'second',
    },
  )
  return { first, second, callers, deleted }
}

async function join(app: TestApp, { owner, companyId }: OneOfEach, role: string) {
  const email = `${role}-${randomUUID()}@example.com`
  await owner.post(`/companies/${companyId}/invitations`, { email, role: role === 'owner' ? 'admin' : role })
  const token = tokenIn(await app.mail.next(email))
  const { body } = await app.anonymous.post('/auth/invitations/accept', { token, full_name: `A ${role}`, password })
  return { id: String(body.user.id), refreshToken: String(body.refresh_token), client: createTestClient(app.apiUrl, body.token) }
}

function expired(app: TestApp, token: string) {
  const { header, claims } = decodeToken(token)
  const now = Math.floor(app.core.services.now() / 1000)
  return signToken(app.core.services.keys.accessToken, header, { ...claims, iat: now - 2000, exp: now - 1000 })
}

/**
 * Deletes one of each by the endpoint that deletes it, and gives the ids of what could be deleted. What is the caller's own door, or opens
 * with something else than its id, is told here.
 */
async function deleteAll(app: TestApp, first: OneOfEach, gone: OneOfEach): Promise<Record<string, string>> {
  const deleted: Record<string, string> = {}
  const visitor = { headers: { 'x-visitor-token': gone.visitorToken } }
  const operations = endpoints.map(({ endpoint }) => endpoint.operation).filter(({ method }) => method === 'DELETE')
  // What is within something else goes first.
  for (const { path, access } of operations.toSorted((a, b) => b.path.length - a.path.length)) {
    const param = /:(\w+)$/.exec(path)?.[1]
    if (!param?.endsWith('_id') || param === 'user_id' || param === 'session_id' || deleted[param]) continue
    const address = path.replace(/:(\w+)/g, (_, name: string) => gone.params[name] ?? name)
    const client: TestClient = access.kind === 'visitor' ? app.anonymous : first.owner
    const answer = await client.delete(address, client === app.anonymous ? visitor : {})
    const { status } = answer.status === 409 || answer.status === 400 ? await client.delete(`${address}?force=true`) : answer
    if (status !== 200) throw new Error(`DELETE ${address} was answered ${status}; tell testing/matrix/prepare-world.ts how it is deleted`)
    deleted[param] = gone.params[param] ?? ''
  }
  const removed = await join(app, first, 'member')
  deleted.session_id = (await removed.client.get('/account/sessions')).body.sessions[0].id
  await first.owner.delete(`/companies/${first.companyId}/users/${removed.id}`)
  return { ...deleted, user_id: removed.id }
}
