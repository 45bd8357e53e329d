import { inboundEvent } from '@craveva/contract/inbound-events'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { endWork, lockAddress, postponeWork } from './inbox.store.ts'
import { receiveEvents } from './receive-events.ts'

let app: TestApp
let leased: { companyId: string; deploymentId: string }
let number = 0

beforeAll(async () => {
  app = await createTestApp()
  const owner = await app.signUp()
  await deployAgent(owner)
  const { body } = await owner.get('/deployments')
  const { rows } = await sql<{ company_id: string }>`select company_id from deployment_leases`.execute(app.core.services.pool)
  leased = { companyId: rows[0]?.company_id ?? '', deploymentId: body.deployments[0].deployment_id }
})
afterAll(() => app.stop())
beforeEach(() => {
  number++
})

const eventOf = (id: string, more: object = {}) =>
  inboundEvent.parse({
    kind: 'message',
    event_id: `${number}.${id}`,
    address: `chat-${number}`,
    message_id: id,
    sent_at: new Date().toISOString(),
    text: id,
    sender: { id: 'ada' },
    ...more,
  })

/** Nothing is worked on while a test looks: what arrives waits for more. */
const receive = (...ids: (string | ReturnType<typeof eventOf>)[]) =>
  receiveEvents(
    { ...app.core.services, leased },
    ids.map(id => (typeof id === 'string' ? eventOf(id) : id)),
    { merge_ms: 60_000, pause_minutes: 60 },
  )

const pool = () => app.core.services.pool

async function addressRow() {
  return inCompany(pool(), leased.companyId, async db => {
    const { rows } = await sql<{ address_id: string; version: string; profile: Record<string, unknown> }>`
      select address_id, xmin::text as version, profile from channel_addresses where address = ${`chat-${number}`}`.execute(db)
    return rows[0]
  })
}

test('several events are stored in their order, and those that are known are told', async () => {
  expect(await receive('a', 'b', 'a')).toEqual([`${number}.a`])
  expect(await receive('b', 'c')).toEqual([`${number}.b`])
})

test('what is known is not written again', async () => {
  await receive('a')
  const before = await addressRow()
  await receive('a', eventOf('a', { sender: { id: 'ada', name: 'Ada' } }))
  expect(await addressRow()).toEqual(before)
})

test('what a later event tells of its sender is kept', async () => {
  await receive('a')
  await receive(eventOf('b', { sender: { id: 'ada', name: 'Ada' } }))
  expect((await addressRow())?.profile).toMatchObject({ id: 'ada', name: 'Ada' })
})

test('a conversation is held in the language that the platform tells of its visitor', async () => {
  const event = eventOf('Hello', { sender: { id: 'ada', language: 'pt-br' } })
  await receiveEvents({ ...app.core.services, leased }, [event], { merge_ms: 0, pause_minutes: 60 })
  const languages = () =>
    inCompany(pool(), leased.companyId, async db => {
      const { rows } = await sql<{ language: string | null }>`
        select language from conversations join channel_addresses using (company_id, conversation_id)
        where address = ${`chat-${number}`}`.execute(db)
      return rows
    })
  await expect.poll(languages, { timeout: 5000 }).toEqual([{ language: 'pt-BR' }])
})

test('what arrives does not wait for whoever works on its address', async () => {
  await receive('a')
  const address = await addressRow()
  const held = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const working = inCompany(pool(), leased.companyId, async db => {
    await lockAddress(db, leased.companyId, address?.address_id ?? '')
    locked.resolve()
    await held.promise
  })
  await locked.promise
  expect(await receive('b')).toEqual([])
  held.resolve()
  await working
})

test('work does not end, nor is it put off, when something arrived since it was taken', async () => {
  await receive('a')
  const { address_id } = (await addressRow()) ?? { address_id: '' }
  const read = () =>
    sql<{ wakes: number; due_at: Date }>`select wakes, due_at from inbox_work where address_id = ${address_id}`.execute(pool())
  const taken = { address_id, company_id: leased.companyId, wakes: (await read()).rows[0]?.wakes ?? -1 }
  await receive('b')
  const [after] = (await read()).rows
  await endWork(pool(), taken)
  await postponeWork(pool(), taken, 3600)
  expect((await read()).rows).toEqual([after])
  await endWork(pool(), { ...taken, wakes: after?.wakes ?? -1 })
  expect((await read()).rows).toEqual([])
})
