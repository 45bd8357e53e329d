import { execute } from '@craveva/testing/execute'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inCompany } from '../../db/in-company.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { deployAgent } from '../../testing/deploy-agent.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { createServiceKey } from '../create-service-key.ts'

let app: TestApp
let owner: TestClient
let agentId: string
let path: string
let headers: Record<string, string>
let conversation: string
let about: string
let count = 0
let later = 0

beforeAll(async () => {
  app = await createTestApp({ now: () => Date.now() + later })
  owner = await app.signUp()
  const authorization = `Bearer ${await createServiceKey(app.core.services.pool, 'web', 'codes')}`
  const deployed = await deployAgent(owner)
  agentId = deployed.agentId
  const { body } = await app.anonymous.post('/adapter/leases', { holder: 'codes' }, { headers: { authorization } })
  path = `/adapter/deployments/${deployed.deploymentId}/codes`
  headers = { authorization, 'x-lease': body.leases[0].lease }
  await execute(app.databaseUrl, `update deployment_leases set expires_at = now() + interval '1 day'`)
})
afterAll(() => app.stop())
beforeEach(async () => {
  conversation = await begin()
  about = `order ${++count}`
})

const begin = async () => String((await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })).body.conversation_id)
const send = (address: string | null, more: object = {}) =>
  app.anonymous.post(path, { conversation_id: conversation, about, address, ...more }, { headers })
const check = async (code: string, more: object = {}) =>
  (await app.anonymous.post(`${path}/check`, { conversation_id: conversation, about, code, ...more }, { headers })).body.right
const someone = () => `someone${++count}@example.com`
const lettersTo = (address: string) => app.mail.sent.filter(({ to }) => to === address)
async function codeTo(address: string, nth = 0) {
  await waitFor(() => lettersTo(address).length > nth)
  return /Your code is (\d{6})/.exec(lettersTo(address)[nth]?.text ?? '')?.[1] ?? ''
}
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const rows = async () => {
  const { company_id } = (await owner.get('/auth/me')).body.user
  const mine = await inCompany(app.core.services.pool, company_id, db => db.selectFrom('address_codes').selectAll().execute())
  return mine.filter(({ conversation_id }) => conversation_id === conversation)
}

test('a code is right once, for its conversation and thing alone', async () => {
  const address = someone()
  expect((await send(address)).body).toEqual({ wait_minutes: null })
  const code = await codeTo(address)
  expect(code).toMatch(/^\d{6}$/)
  const elsewhere = await begin()
  expect(await check(code, { conversation_id: elsewhere })).toBe(false)
  expect(await check(code, { about: '1002' })).toBe(false)
  expect(await check(other(code))).toBe(false)
  expect((await Promise.all([check(code), check(code), check(code)])).filter(Boolean)).toHaveLength(1)
  expect(await check(code)).toBe(false)
})

test('it is written in the language of its conversation', async () => {
  const options = { headers: { 'accept-language': 'ar-EG, en;q=0.5' } }
  conversation = String((await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' }, options)).body.conversation_id)
  const address = someone()
  await send(address)
  await waitFor(() => lettersTo(address).length > 0)
  const [mail] = lettersTo(address)
  expect(mail?.subject).toMatch(/^رمزك لدردشة /)
  expect(mail?.html).toContain('<html lang="ar-EG" dir="rtl">')
  expect(await check(/\d{6}/.exec(mail?.text ?? '')?.[0] ?? '')).toBe(true)
})

test('nothing of it stands anywhere but in its mail, and no address after that', async () => {
  const address = someone()
  await send(address)
  const code = await codeTo(address)
  await waitFor(async () => (await rows())[0]?.address === null)
  expect(JSON.stringify(await rows())).not.toMatch(new RegExp(`${code}|${address}|${about}`))
})

test('five tries are all, however many come at once', async () => {
  const address = someone()
  await send(address)
  const code = await codeTo(address)
  await Promise.all(Array.from({ length: 8 }, () => check(other(code))))
  expect(await check(code)).toBe(false)
  expect((await rows())[0]?.tries).toBe(5)
})

test('ten minutes are all, and a new one ends the one before', async () => {
  const address = someone()
  await send(address)
  const first = await codeTo(address)
  await send(address)
  const second = await codeTo(address, 1)
  expect(await check(first)).toBe(first === second)
  later = 10 * 60_000
  expect(await check(second)).toBe(false)
  later = 0
})

test('one that goes to nobody is answered alike, and is never right', async () => {
  const address = someone()
  const [sent, unsent] = [await send(address), await send(null, { about: '4711' })]
  expect([unsent.status, unsent.body]).toEqual([sent.status, sent.body])
  await codeTo(address)
  expect(await rows()).toMatchObject([{ code_hash: expect.any(String) }, { code_hash: null, address: null }])
  expect([await check('-', { about: '4711' }), await check('000000', { about: '4711' })]).toEqual([false, false])
})

test('so many mails go to one address, from whatever conversation, and so many to one conversation', async () => {
  const address = someone()
  for (let time = 0; time < 8; time++) {
    conversation = await begin()
    expect((await send(address, { about: `order ${time}` })).body).toEqual({ wait_minutes: null })
  }
  const last = someone()
  await send(last)
  await codeTo(last)
  expect(lettersTo(address)).toHaveLength(5)
  conversation = await begin()
  const waits: number[] = []
  for (let time = 0; time < 7; time++) waits.push((await send(null)).body.wait_minutes)
  expect(waits.slice(0, 5)).toEqual([null, null, null, null, null])
  expect(waits.slice(5).every(minutes => minutes > 0 && minutes <= 60)).toBe(true)
})

test('a conversation of somebody else opens nothing and gets nothing', async () => {
  const address = someone()
  const stranger = await deployAgent(await app.signUp())
  const theirs = String((await app.anonymous.post(`/agents/${stranger.agentId}/chat`, { message: 'Hello' })).body.conversation_id)
  await send(address, { conversation_id: theirs })
  const mine = someone()
  await send(mine)
  await codeTo(mine)
  expect(lettersTo(address)).toEqual([])
})
