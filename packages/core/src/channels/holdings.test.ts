import { createHmac } from 'node:crypto'
import { execute } from '@craveva/testing/execute'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createServiceKey } from './create-service-key.ts'
import { carryOutOrder } from './holdings/carry-out-order.job.ts'
import { insertOrder } from './holdings/holding-orders.store.ts'

const secret = 'an identity secret of 32 letters or more'
let app: TestApp
let owner: TestClient
let authorization: string
let deployed: Deployed

interface Deployed {
  readonly companyId: string
  readonly agentId: string
  readonly path: string
  readonly headers: Record<string, string>
}

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
  authorization = `Bearer ${await createServiceKey(app.core.services.pool, 'web', 'holdings')}`
  deployed = await deploy()
})
afterAll(() => app.stop())

/** A deployment with its lease; each is looked after by a process of its own. */
async function deploy(): Promise<Deployed> {
  const { agentId, deploymentId } = await deployAgent(owner, {}, { identity_secret: secret })
  const { body } = await app.anonymous.post('/adapter/leases', { holder: deploymentId }, { headers: { authorization } })
  const { lease } = body.leases.find((each: { deployment_id: string }) => each.deployment_id === deploymentId)
  const { company_id } = (await owner.get('/auth/me')).body.user
  return {
    companyId: String(company_id),
    agentId,
    path: `/adapter/deployments/${deploymentId}`,
    headers: { authorization, 'x-lease': lease },
  }
}

const isLetter = ({ subject }: { subject: string }) => subject === 'A customer asks for their data: jo.doe@example.com'

function identityOf(sub: string) {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'HS256' })}.${encode({ sub, exp: Math.floor(Date.now() / 1000) + 900 })}`
  return { headers: { 'x-visitor-identity': `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}` } }
}

const write = async ({ agentId }: Deployed, message: string, options: object = {}) => {
  const { status, body } = await app.anonymous.post(`/agents/${agentId}/chat`, { message }, options)
  expect(status).toBe(200)
  return String(body.conversation_id)
}
const lead = async ({ agentId }: Deployed, contact: object) =>
  String((await app.anonymous.post(`/agents/${agentId}/leads`, { ...contact, consent: 'You may write to me.' })).body.lead_id)
const ask = (path: string, body: object, { headers }: Deployed = deployed) =>
  app.anonymous.post(`${deployed.path}${path}`, body, { headers })
const orders = () => inCompany(app.core.services.pool, deployed.companyId, db => db.selectFrom('holding_orders').selectAll().execute())
const allDone = () => waitFor(async () => (await orders()).length === 0)
const kept = async ({ agentId }: Deployed = deployed) =>
  (await owner.get('/conversations')).body.conversations
    .filter((each: { agent_id: string }) => each.agent_id === agentId)
    .map((each: { conversation_id: string }) => each.conversation_id)

test('a customer is told of and erased by who they are, by their address as a whole, and by a lead, and nobody else is', async () => {
  const other = await deploy()
  const erased = [
    await write(deployed, 'Where is my order?', identityOf('shop_7')),
    await write(deployed, 'It was placed\nby Jo.Doe@example.com.'),
  ]
  const stays = [
    await write(deployed, 'Where is my order?', identityOf('shop_77')),
    await write(deployed, 'I am xjo.doe@example.com, or jo.doe@example.com.au, or joXdoe@example.com'),
  ]
  const elsewhere = await write(other, 'I am jo.doe@example.com')
  await lead(deployed, { email: 'JO.DOE@example.com' })
  await lead(deployed, { phone: '+43 660 1234567' })
  await lead(deployed, { email: 'ajo.doe@example.com' })
  const customer = { subject: 'shop_7', email: 'jo.doe@example.com', phone: '+43 (660) 123-4567' }

  expect((await ask('/customers/data-request', customer)).status).toBe(200)
  await waitFor(() => app.mail.sent.some(isLetter))
  const letter = app.mail.sent.find(isLetter)
  for (const id of erased) expect(letter?.text).toContain(id)
  for (const id of [...stays, elsewhere]) expect(letter?.text).not.toContain(id)
  expect(letter?.text).toContain('2 conversations and 2 leads')

  expect((await ask('/customers/erase', customer)).body).toMatchObject({ success: true })
  const later = await write(deployed, 'I am jo.doe@example.com, and I am new here')
  expect((await ask('/customers/erase', { email: 'nobody@example.com' })).status).toBe(200)
  await allDone()
  expect((await kept()).sort()).toEqual([...stays, later].sort())
  expect(await kept(other)).toEqual([elsewhere])
  expect((await owner.get('/leads')).body.leads.map(({ email }: { email: string }) => email)).toEqual(['ajo.doe@example.com'])
})

test('a customer of whom nothing is known finds nobody', async () => {
  const before = await kept()
  expect(before).not.toEqual([])
  for (const nobody of [{}, { email: 'jö+[shop@example.com' }, { email: '', phone: '-' }])
    expect((await ask('/customers/erase', nobody)).status).toBe(200)
  await allDone()
  expect(await kept()).toEqual(before)
})

async function bring(to: Deployed) {
  const documents = [{ id: 'product:1', title: 'Harbour Mug', text: 'A mug.' }]
  await app.anonymous.put(`${to.path}/documents`, { source_name: 'Harbour', documents, complete: true }, { headers: to.headers })
  const { data_sources } = (await owner.get(`/agents/${to.agentId}`)).body.agent
  expect(data_sources).toHaveLength(1)
}
const sourcesOf = async ({ agentId }: Deployed) => [
  (await owner.get(`/agents/${agentId}`)).body.agent.data_sources,
  (await owner.get('/data-sources')).body.total,
]

test('documents go, from the agent too; and everything goes with them when it has to', async () => {
  await bring(deployed)
  await app.anonymous.put(`${deployed.path}/store/token`, { value: 'a token' }, { headers: deployed.headers })
  expect((await ask('/erase', { what: 'documents' })).status).toBe(200)
  expect((await sourcesOf(deployed))[0]).toEqual([])
  await allDone()
  expect(await sourcesOf(deployed)).toEqual([[], 0])
  expect(await kept()).not.toEqual([])
  const token = async () => (await app.anonymous.get(`${deployed.path}/store/token`, { headers: deployed.headers })).body.value
  expect(await token()).toBe('a token')
  await bring(deployed)
  for (let time = 0; time < 2; time++) expect((await ask('/erase', { what: 'everything' })).status).toBe(200)
  expect(await token()).toBe(null)
  const since = await write(deployed, 'I come after the end.')
  await allDone()
  expect([await kept(), await sourcesOf(deployed)]).toEqual([[since], [[], 0]])
  expect((await owner.get('/leads')).body.leads).toEqual([])
})

describe('an order that nobody works on yet', () => {
  const { signal } = new AbortController()
  const carryOut = (order_id: string, mine = signal) => carryOutOrder(app.core.services, { company_id: deployed.companyId, order_id }, mine)

  async function order(what: 'erase_customer' | 'erase_everything', customer: object | null = null) {
    const order_id = `ord_${what}_${Date.now()}`
    const deployment_id = String(deployed.path.split('/').at(-1))
    const row = { company_id: deployed.companyId, order_id, deployment_id, platform: 'web', what, connection_id: null }
    await inCompany(app.core.services.pool, deployed.companyId, db =>
      insertOrder(db, { ...row, customer: customer && JSON.stringify(customer) }),
    )
    return order_id
  }

  test('goes on where it was when it is broken off, and is done once', async () => {
    for (let time = 0; time < 3; time++) await write(deployed, 'Where is my order?')
    const mine = await order('erase_everything')
    await expect(carryOut(mine, AbortSignal.abort(new Error('the server stops')))).rejects.toThrow('the server stops')
    expect(await orders()).toMatchObject([{ order_id: mine, failures: 0 }])
    await Promise.all([carryOut(mine), carryOut(mine)])
    await carryOut(mine)
    expect([await orders(), await kept()]).toEqual([[], []])
    const { entries } = (await owner.get(`/companies/${deployed.companyId}/audit-log?action=deployments.erased&limit=100`)).body
    expect(entries.filter(({ target }: { target: { order_id: string } }) => target.order_id === mine)).toHaveLength(1)
  })

  test('is tried again, and told to those who lead when it fails for good', async () => {
    await lead(deployed, { email: 'stuck@example.com' })
    const mine = await order('erase_customer', { subject: null, email: 'stuck@example.com', phone: null })
    await execute(
      app.databaseUrl,
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
       create trigger refuse before delete on leads for each row execute function refuse()`,
    )
    for (let time = 1; time < 12; time++) await expect(carryOut(mine)).rejects.toThrow('the disk is full')
    expect(app.mail.sent.some(({ subject }) => subject.includes('failed'))).toBe(false)
    await carryOut(mine)
    await execute(app.databaseUrl, 'drop function refuse cascade')
    await carryOut(mine)
    expect(await orders()).toMatchObject([{ order_id: mine, failures: 12, problem: 'the disk is full' }])
    await waitFor(() => app.mail.sent.some(({ subject }) => subject.includes('failed')))
    expect(app.mail.sent.find(({ subject }) => subject.includes('failed'))?.text).toMatch(/stuck@example\.com.*visitors\/erase/s)
    const { total } = (await owner.get(`/companies/${deployed.companyId}/audit-log?action=deployments.erasing-failed`)).body
    expect(total).toBe(1)
  })
})

test('whoever looks after a deployment is told when it is deleted or paused, and not when another process has it', async () => {
  const [doomed, paused, taken] = [await deploy(), await deploy(), await deploy()]
  const idOf = ({ path }: Deployed) => String(path.split('/').at(-1))
  const held = [doomed, paused, taken].map(idOf)
  // Three processes hold them: none of these held lists is renewed for this one.
  const endedOf = async () =>
    (await app.anonymous.post('/adapter/leases', { holder: 'one more', held, most: 0 }, { headers: { authorization } })).body.ended
  expect(await endedOf()).toEqual([])
  await owner.delete(`/deployments/${idOf(doomed)}`)
  await owner.put(`/deployments/${idOf(paused)}`, { status: 'paused' })
  expect((await endedOf()).sort()).toEqual([idOf(doomed), idOf(paused)].sort())
})

test('who takes deployments that are paused, too, is told which are; others are not given them', async () => {
  const mine = await deploy()
  const id = String(mine.path.split('/').at(-1))
  const claim = async (body: object) => {
    const { leases, ended } = (await app.anonymous.post('/adapter/leases', { holder: id, ...body }, { headers: { authorization } })).body
    return { lease: leases.find((each: { deployment_id: string }) => each.deployment_id === id), ended }
  }
  expect(await claim({ held: [id], paused: true })).toMatchObject({ lease: { lease: null, paused: false }, ended: [] })
  await owner.put(`/deployments/${id}`, { status: 'paused' })
  // It goes on as it is, with the lease that is known.
  expect(await claim({ held: [id], paused: true })).toMatchObject({ lease: { lease: null, paused: true }, ended: [] })
  expect((await app.anonymous.post(`${mine.path}/customers/erase`, { email: 'nobody@example.com' }, mine)).status).toBe(200)
  expect(await claim({ held: [id] })).toEqual({ lease: undefined, ended: [id] })
  expect(await claim({})).toEqual({ lease: undefined, ended: [] })
  // Another process can take it, as it is, once it was given back.
  await app.anonymous.post(`${mine.path}/release`, {}, { headers: mine.headers })
  const holder = `${id} anew`
  expect(await claim({ holder })).toMatchObject({ lease: undefined })
  expect(await claim({ holder, paused: true })).toMatchObject({ lease: { lease: expect.any(String), paused: true } })
  await owner.put(`/deployments/${id}`, { status: 'active' })
  expect(await claim({ holder, held: [id], paused: true })).toMatchObject({ lease: { lease: null, paused: false }, ended: [] })
})

test('a deployment that is deleted, by itself or with its agent, takes the documents that its adapter brought with it', async () => {
  const doomed = await deploy()
  await bring(doomed)
  expect((await owner.delete(`/deployments/${doomed.path.split('/').at(-1)}`)).status).toBe(200)
  expect(await sourcesOf(doomed)).toEqual([[], 0])
  const other = await deploy()
  await bring(other)
  expect((await owner.delete(`/agents/${other.agentId}?force=true`)).status).toBe(200)
  expect((await owner.get('/data-sources')).body.total).toBe(0)
})
