import { referenceExamples } from '@craveva/contract/reference-examples'
import { openPostgresShop, type PostgresShop } from '@craveva/core/sources/testing/open-postgres-shop'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { endpoints, paramsOf } from '@craveva/core/testing/endpoints'
import { createOneOfEach, type OneOfEach } from '@craveva/core/testing/one-of-each'
import { createTestClient, type TestAnswer, type TestClient } from '@craveva/core/testing/test-client'
import { tokenIn } from '@craveva/core/testing/test-mail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { createModels } from './models.ts'
import { platforms } from './platforms/platforms.ts'

/** Each of the reference's 50 examples, sent as it stands there but for ids that exist here. */

let app: TestApp
let shop: PostgresShop
let own: OneOfEach
/** Ids in paths. */
let params: Readonly<Record<string, string>>
/** What the reference's placeholders stand for. */
let ids: Record<string, string>

beforeAll(async () => {
  shop = await openPostgresShop()
  app = await createTestApp({ platforms, models: createModels(readConfig({})).catalogue, egressAllow: [`127.0.0.1/32:${shop.port}`] })
  own = await createOneOfEach(app)
  await createTestClient(app.apiUrl, own.keys.read).get('/agents')
  params = { ...own.params, connection_id: await connectDatabase() }
  ids = {
    agent_123: params.agent_id ?? '',
    ds_123: params.connection_id ?? '',
    dep_123: params.deployment_id ?? '',
    conv_123: params.conversation_id ?? '',
    outlet_123: params.outlet_id ?? '',
    pm_123: params.payment_method_id ?? '',
  }
})
afterAll(async () => {
  await app?.stop()
  await shop?.close()
})

const adapt = (value: unknown): unknown => {
  if (typeof value === 'string') return ids[value] ?? value
  if (Array.isArray(value)) return value.map(adapt)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, adapt(inner)]))
}

const email = 'user@example.com'
const password = 'SecurePassword123!'

/** What must have happened before an example can be sent. */
const before: Record<string, () => Promise<void>> = {
  'auth.refresh': signIn,
  'auth.logout': signIn,
  'auth.verifyEmail': async () => {
    ids.verification_token_here = await newestToken('verify')
  },
  'auth.resetPassword': async () => {
    await app.anonymous.post('/auth/password/forgot', { email })
    ids.reset_token_here = await newestToken('reset')
  },
}

async function signIn() {
  ids.refresh_token_here = (await app.anonymous.post('/auth/login', { email, password })).body.refresh_token
}

async function connectDatabase(): Promise<string> {
  await shop.ask('create table users (id integer, name text)')
  await shop.ask(`grant select on users to ${shop.logins.reader}`)
  const { port, database, password: secret, logins } = shop
  const login = { username: logins.reader, password: secret }
  const connection_config = { type: 'postgres', host: '127.0.0.1', port, database, ...login, ssl_mode: 'disable' }
  const { body } = await own.owner.post('/data-sources/connect', { source_name: 'Users', source_type: 'database', connection_config })
  return body.data_source.connection_id
}

async function newestToken(page: string) {
  for (;;) {
    const mail = await app.mail.next(email)
    if (mail.text.includes(page)) return tokenIn(mail)
  }
}

async function send(name: string): Promise<TestAnswer> {
  const { endpoint } = endpoints.find(found => found.name === name) ?? {}
  if (!endpoint) throw new Error(`${name} is no endpoint any more`)
  await before[name]?.()
  const { method, access, request, path } = endpoint.operation
  const body = adapt(referenceExamples[name]?.request ?? {}) as object
  const address = path.replace(/:(\w+)/g, (_, param: string) => params[param] ?? '')
  const client: TestClient = access.kind === 'user' ? own.owner : app.anonymous
  const options = access.kind === 'visitor' ? { headers: { 'x-visitor-token': own.visitorToken } } : {}
  if (request === 'multipart') return client.upload({ 'file.md': '# My file' }, body as Record<string, string>)
  if (method === 'GET') return client.get(address, options)
  if (method === 'DELETE')
    return client.delete(`${address}${paramsOf(endpoint).length > 0 && hasForce(name) ? '?force=true' : ''}`, options)
  return method === 'PUT' ? client.put(address, body, options) : client.post(address, body, options)
}

const hasForce = (name: string) => ['agents.delete', 'dataSources.delete'].includes(name)

/** Where an answer lacks what the example has, or has another type there. */
function differences(example: unknown, answer: unknown, at = 'answer'): string[] {
  if (Array.isArray(example)) {
    if (!Array.isArray(answer)) return [`${at} is no list`]
    if (example.length === 0) return []
    const items = answer.map((item, index) => differences(example[0], item, `${at}[${index}]`))
    // One that is as the example is enough to say null of others, such as the last use of a key that was never used.
    if (items.some(item => item.length === 0)) return items.flat().filter(difference => !difference.includes('is null'))
    return [`${at} has nothing like the example`, ...items.flat()]
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return [`${at} is no object`]
    return Object.entries(example).flatMap(([key, inner]) =>
      key in answer ? differences(inner, (answer as Record<string, unknown>)[key], `${at}.${key}`) : [`${at} has no ${key}`],
    )
  }
  return typeof example === typeof answer ? [] : [`${at} is ${answer === null ? 'null' : typeof answer} instead of ${typeof example}`]
}

test('the reference has 50 endpoints, and all of them are there', () => {
  expect(Object.keys(referenceExamples)).toHaveLength(50)
})

/** What ends something comes last, an agent after what needs it; and a new password proves an address as well. */
const ending = (name: string) => (name === 'agents.delete' ? 3 : name === 'auth.resetPassword' ? 2 : Number(/delete/.test(name)))
const names = Object.keys(referenceExamples).toSorted((a, b) => ending(a) - ending(b))

test.each(names)('%s answers its example with what the reference shows', async name => {
  const answer = await send(name)
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status)
  expect(differences(referenceExamples[name]?.answer, answer.body)).toEqual([])
})
