import { api } from '@craveva/contract/api'
import type { Endpoint } from '@craveva/contract/endpoint'
import { isVersioned } from '@craveva/contract/versioned'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createOneOfEach, type OneOfEach } from '../testing/one-of-each.ts'
import type { TestClient } from '../testing/test-client.ts'

let app: TestApp
let own: OneOfEach

beforeAll(async () => {
  app = await createTestApp()
  own = await createOneOfEach(app)
})
afterAll(() => app.stop())

const stale = '"of-another-time-entirely"'
const versioned = Object.values(api as Record<string, Record<string, Endpoint>>)
  .flatMap(slice => Object.values(slice))
  .filter(({ operation }) => isVersioned(operation))
const at = (path: string) => path.replace(/:(\w+)/g, (_, name) => own.params[name] ?? name)

const read = async (client: TestClient, path: string) => (await client.get(path)).headers.get('etag') ?? ''
const change = (path: string, body: object, tag?: string) =>
  own.owner.put(path, body, tag === undefined ? {} : { headers: { 'if-match': tag } })

test.each(versioned.filter(({ operation }) => operation.method === 'GET').map(({ operation }) => operation.path))(
  'GET %s bears a strong tag, the same as long as nothing changes',
  async path => {
    const tag = await read(own.owner, at(path))
    expect(tag).toMatch(/^"[\w-]{22}"$/)
    expect(await read(own.owner, at(path))).toBe(tag)
  },
)

test.each(
  versioned.filter(({ operation }) => operation.method !== 'GET').map(({ operation }) => [operation.method, operation.path] as const),
)('%s %s is refused with the tag of another state, and changes nothing', async (method, path) => {
  const before = await read(own.owner, at(path))
  const headers = { 'if-match': stale }
  const answer = method === 'PUT' ? await own.owner.put(at(path), {}, { headers }) : await own.owner.delete(at(path), { headers })
  // Where a body without fields is none, that is said first.
  expect([400, 412]).toContain(answer.status)
  expect(await read(own.owner, at(path))).toBe(before)
})

test('a change with the tag that was read goes through, and tells the next one', async () => {
  const path = `/agents/${own.params.agent_id}`
  const first = await read(own.owner, path)
  const changed = await change(path, { name: 'Ada' }, first)
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).toBe(await read(own.owner, path))
  expect(changed.headers.get('etag')).not.toBe(first)
  const late = await change(path, { name: 'Bob' }, first)
  expect([late.status, late.body.code]).toEqual([412, 'PRECONDITION_FAILED'])
  expect((await own.owner.get(path)).body.agent.name).toBe('Ada')
})

test('any state will do, one of several, none at all; a weak tag never', async () => {
  const path = `/agents/${own.params.agent_id}`
  expect((await change(path, { name: 'One' }, '*')).status).toBe(200)
  expect((await change(path, { name: 'Two' }, `${stale}, ${await read(own.owner, path)}`)).status).toBe(200)
  expect((await change(path, { name: 'Three' })).status).toBe(200)
  expect((await change(path, { name: 'Four' }, `W/${await read(own.owner, path)}`)).status).toBe(412)
  expect((await change('/agents/agent_nobody', { name: 'Five' }, '*')).status).toBe(404)
})

test.each([
  ['an outlet', '/companies/:company_id/outlets/:outlet_id', 'outlet'],
  ['an agent, whose tests may run in between', '/agents/:agent_id', 'agent'],
])('of many who change %s that they saw at the same time, one does', async (_, address, name) => {
  const path = at(address)
  for (let round = 0; round < 5; round++) {
    const tag = await read(own.owner, path)
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => change(path, { name: `Store ${round} of ${n}` }, tag)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 11 }, () => 412)])
    const winner = answers.findIndex(({ status }) => status === 200)
    expect((await own.owner.get(path)).body[name].name).toBe(`Store ${round} of ${winner}`)
  }
})
