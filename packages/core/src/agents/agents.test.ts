import { agentTypes } from '@craveva/contract/agents'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { defaultConfig, mergeConfig } from './agent-config.ts'

let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
})
afterAll(() => app.stop())

const create = async (settings: object = {}) => (await owner.post('/agents', { name: 'Support', ...settings })).body.agent
const update = async (id: string, change: object) => (await owner.put(`/agents/${id}`, change)).body.agent
/** A data source whose file has been read. */
async function upload(client: TestClient): Promise<string> {
  const uploaded = await client.upload({ 'a.md': '# A\n\nText.' })
  const id: string = uploaded.body.data_source.connection_id
  await waitFor(async () => (await client.get(`/data-sources/${id}`)).body.data_source.status === 'connected')
  return id
}
const versions = async (id: string) => (await owner.get(`/agents/${id}/versions`)).body.versions

describe('creating an agent', () => {
  test.each(agentTypes)('of the type %s brings instructions and settings that it can be used with', async type => {
    const agent = await create({ type })
    expect(agent).toMatchObject({ type, status: 'active', version: 1, description: '', data_sources: [], warnings: [] })
    expect(agent.configuration).toEqual(defaultConfig(type))
    expect(agent.configuration.instructions.length).toBeGreaterThan(40)
  })

  test('takes flat fields and config alike', async () => {
    const flat = await create({ model: 'builtin', temperature: 1.5, max_tokens: 77 })
    const nested = await create({ config: { model: 'builtin', temperature: 1.5, max_tokens: 77 } })
    expect(flat.configuration).toEqual(nested.configuration)
    expect(flat.configuration).toMatchObject({ temperature: 1.5, max_tokens: 77 })
  })

  test('answers as its address does', async () => {
    const agent = await create({ description: 'Helps' })
    expect((await owner.get(`/agents/${agent.agent_id}`)).body.agent).toEqual(agent)
  })
})

describe('models', () => {
  test.each([
    ['POST', 'gpt-99'],
    ['POST', 'test/'],
    ['PUT', 'nonsense'],
  ])('that nobody knows are refused, and the known ones named: %s %s', async (method, model) => {
    const agent = await create()
    const answer =
      method === 'POST'
        ? await owner.post('/agents', { name: 'x', model })
        : await owner.put(`/agents/${agent.agent_id}`, { config: { model } })
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST'])
    expect(answer.body.message).toContain(`"${model}"`)
    expect(answer.body.message).toContain('builtin, test/…')
    expect(answer.body.details).toEqual({ model: 'is not a known model' })
    expect((await owner.get(`/agents/${agent.agent_id}`)).body.agent).toEqual(agent)
  })

  test('without a provider are saved with a warning, and answered by the built-in one that says so', async () => {
    const agent = await create({ model: 'test/model' })
    expect(agent.configuration.model).toBe('test/model')
    expect(agent.warnings).toEqual([expect.stringContaining('TEST_MODEL')])
    const { body } = await owner.post(`/agents/${agent.agent_id}/execute`, { input: 'Hello' })
    expect(body.model_used).toBe('builtin')
    expect(body.fallback_reason).toContain('TEST_MODEL')
    expect((await update(agent.agent_id, { model: null })).warnings).toEqual([])
  })
})

describe('changing an agent', () => {
  const full = {
    model: 'test/model',
    temperature: 1.1,
    max_tokens: 55,
    instructions: 'Be brief.',
    greeting: 'Hi',
    suggested_questions: ['A?', 'B?'],
    language: 'de',
    fallback_model: 'builtin',
    daily_credit_cap: 25,
    tools: ['search_knowledge'],
    guardrails: {
      claims: 'warn',
      on_unsupported: 'hand_off',
      scope: 'Lamps',
      blocked_topics: ['weather'],
      languages: ['de'],
      mask: ['email'],
      disclose_ai: true,
    },
    handoff: { enabled: true, on_request: false, after_unknown: 2, keywords: ['lawyer'], message: 'One moment' },
    limits: { steps: 3, seconds: 30, tokens: 5000, credits: 2 },
    ui_settings: {
      color: '#112233',
      position: 'left',
      theme: 'dark',
      launcher_text: 'Ask',
      launcher_icon: 'M4 5h16v11H9l-5 4z',
      picture: 'https://shop.example/agent.png',
      operator_pictures: { Mia: 'https://shop.example/mia.png' },
      texts: { placeholder: 'Ask away' },
      attachments: false,
      proactive: { text: 'May I help?', after_seconds: 20, on_exit: true, pages: ['/cart'], every_days: 3 },
      pre_chat: {
        title: 'Who are you?',
        fields: [{ name: 'email', label: 'E-mail', kind: 'email', required: true, options: [] }],
        consent_text: 'I agree.',
      },
      hours: { time_zone: 'Europe/Berlin', periods: [{ days: [1, 2], from: '09:00', to: '17:30' }], closed_text: 'Tomorrow again.' },
      context_keys: ['page'],
    },
  }

  test('leaves what is absent, and clears what is null to the default of its type', async () => {
    const agent = await create({ type: 'sales', description: 'Sells', config: full })
    expect(agent.configuration).toEqual(full)
    for (const nothing of [{}, { config: {} }, { config: { ui_settings: {} } }]) {
      const same = await update(agent.agent_id, nothing)
      expect([same.configuration, same.version]).toEqual([full, 1])
    }
    const renamed = await update(agent.agent_id, { name: 'Sales', config: { greeting: 'Hello', ui_settings: { color: null } } })
    expect(renamed).toMatchObject({ name: 'Sales', description: 'Sells', version: 2 })
    expect(renamed.configuration).toEqual({ ...full, greeting: 'Hello', ui_settings: { ...full.ui_settings, color: null } })
    const cleared = await update(agent.agent_id, {
      description: null,
      model: null,
      config: {
        temperature: null,
        max_tokens: null,
        instructions: null,
        greeting: null,
        suggested_questions: null,
        language: null,
        fallback_model: null,
        daily_credit_cap: null,
        tools: null,
        guardrails: null,
        handoff: null,
        limits: null,
        ui_settings: null,
      },
    })
    expect(cleared.configuration).toEqual(defaultConfig('sales'))
    expect(cleared.description).toBe('')
  })

  test('merges whatever comes, field by field', () => {
    const field = <T>(value: fc.Arbitrary<T>) => fc.option(fc.option(value, { nil: null }), { nil: undefined })
    const change = fc.record({
      model: field(fc.constantFrom('a', 'b')),
      temperature: field(fc.integer({ min: 0, max: 2 })),
      greeting: field(fc.string()),
      suggested_questions: field(fc.array(fc.string())),
      language: field(fc.constantFrom('de', 'fr')),
    })
    fc.assert(
      fc.property(fc.array(change), fc.constantFrom(...agentTypes), (changes, type) => {
        const defaults: Record<string, unknown> = { ...defaultConfig(type) }
        const expected: Record<string, unknown> = { ...defaults }
        let config = defaultConfig(type)
        for (const change of changes) {
          config = mergeConfig(config, type, { config: change })
          for (const [name, value] of Object.entries(change))
            if (value !== undefined) expected[name] = value === null ? defaults[name] : value
        }
        expect(config).toEqual(expected)
      }),
    )
  })

  test('by several at once loses none of it, and counts every version', async () => {
    const { agent_id } = await create()
    const changes = [{ name: 'New' }, { description: 'Described' }, { temperature: 2 }, { config: { greeting: 'Hi' } }, { max_tokens: 9 }]
    await Promise.all(changes.map(change => owner.put(`/agents/${agent_id}`, change)))
    const { body } = await owner.get(`/agents/${agent_id}`)
    expect(body.agent).toMatchObject({ name: 'New', description: 'Described', version: 6 })
    expect(body.agent.configuration).toMatchObject({ temperature: 2, greeting: 'Hi', max_tokens: 9 })
    expect((await versions(agent_id)).map(({ version }: { version: number }) => version)).toEqual([6, 5, 4, 3, 2, 1])
  })

  test('is heard by visitors at once', async () => {
    const { agentId } = await deployAgent(owner, { config: { greeting: 'Before' } })
    const greeting = async () => (await app.anonymous.get(`/agents/${agentId}/widget`)).body.greeting
    expect(await greeting()).toBe('Before')
    await update(agentId, { config: { greeting: 'After' } })
    expect(await greeting()).toBe('After')
    await update(agentId, { status: 'inactive' })
    expect((await app.anonymous.get(`/agents/${agentId}/widget`)).status).toBe(404)
  })
})

describe('versions', () => {
  test('keep each state with its author, and bring it back as a new one', async () => {
    const { agent_id } = await create({ name: 'One', config: { greeting: 'first' } })
    await update(agent_id, { name: 'Two', config: { greeting: 'second' } })
    await update(agent_id, { config: { greeting: 'third' } })
    const restored = await owner.post(`/agents/${agent_id}/versions/1/restore`)
    expect(restored.body.agent).toMatchObject({ name: 'One', version: 4, configuration: { greeting: 'first' } })
    const list = await versions(agent_id)
    const told = list.map(({ version, name, configuration }: Version) => `${version} ${name} ${configuration.greeting}`)
    expect(told).toEqual(['4 One first', '3 Two third', '2 Two second', '1 One first'])
    const { body } = await owner.get('/auth/me')
    for (const { created_by } of list) expect(created_by).toBe(body.user.id)
    expect((await owner.post(`/agents/${agent_id}/versions/4/restore`)).body.agent.version).toBe(4)
    for (const missing of ['5', '0', '-1', '1.5', 'x', '99999999999'])
      expect((await owner.post(`/agents/${agent_id}/versions/${missing}/restore`)).status, missing).toBe(404)
  })

  test('are listed page by page', async () => {
    const { agent_id } = await create()
    for (let i = 0; i < 5; i++) await update(agent_id, { description: String(i) })
    const page = async (query: string) => (await owner.get(`/agents/${agent_id}/versions?${query}`)).body
    const first = await page('limit=4')
    const numbers = ({ versions }: { versions: Version[] }) => versions.map(({ version }) => version)
    expect([numbers(first), first.total, first.next_cursor]).toEqual([[6, 5, 4, 3], 6, '3'])
    expect(numbers(await page(`limit=4&cursor=${first.next_cursor}`))).toEqual([2, 1])
  })

  test('come back without the data sources that are gone', async () => {
    const id = await upload(owner)
    const { agent_id } = await create({ data_sources: [id, id] })
    expect((await owner.get(`/agents/${agent_id}`)).body.agent.data_sources).toEqual([id])
    await update(agent_id, { data_sources: [] })
    await owner.delete(`/data-sources/${id}`)
    expect((await owner.post(`/agents/${agent_id}/versions/1/restore`)).body.agent.data_sources).toEqual([])
  })

  test('are not made by what changes nothing of what the agent does', async () => {
    const { agent_id } = await create({ name: 'Same', temperature: 1 })
    expect((await update(agent_id, { name: 'Same', temperature: 1, config: { temperature: 1 } })).version).toBe(1)
    expect(await update(agent_id, { status: 'inactive' })).toMatchObject({ version: 1, status: 'inactive' })
    expect(await versions(agent_id)).toHaveLength(1)
  })
})

interface Version {
  readonly version: number
  readonly name: string
  readonly configuration: { readonly greeting: string }
}

test('another company’s data sources are as unknown as those that do not exist', async () => {
  const stranger = await app.signUp()
  const theirs = await upload(stranger)
  const unknown = `ds_${'0'.repeat(26)}`
  const { agent_id } = await create()
  const answers = await Promise.all(
    [theirs, unknown].flatMap(id => [
      owner.post('/agents', { name: 'x', data_sources: [id] }),
      owner.put(`/agents/${agent_id}`, { data_sources: [id] }),
    ]),
  )
  const told = answers.map(({ status, body }) => [status, JSON.stringify(body).replaceAll(theirs, unknown)])
  expect(new Set(told.map(String)).size).toBe(1)
  expect(told[0]?.[0]).toBe(400)
})

test('an agent that is deployed is deleted only by force, and then with all that was its own', async () => {
  const before = await databaseContents(app.databaseUrl)
  const { agentId, deploymentId } = await deployAgent(owner)
  const chat = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  expect(chat.status).toBe(200)
  const refused = await owner.delete(`/agents/${agentId}`)
  expect([refused.status, refused.body.code]).toEqual([409, 'CONFLICT'])
  expect(refused.body.details).toEqual({ [deploymentId]: 'is deployed to web' })
  expect((await owner.delete(`/agents/${agentId}?force=true`)).status).toBe(200)
  for (const path of [`/agents/${agentId}`, `/deployments/${deploymentId}`]) expect((await owner.get(path)).status).toBe(404)
  expect((await app.anonymous.get(`/agents/${agentId}/widget`)).status).toBe(404)
  const after = await databaseContents(app.databaseUrl)
  const changed = Object.keys(after).filter(table => after[table] !== before[table])
  // What was used stays on the bill, and who did what in the audit.
  expect(changed.map(table => table.split(' ')[0]).filter(table => !['audit_entries', 'usage_records'].includes(table ?? ''))).toEqual([])
})
