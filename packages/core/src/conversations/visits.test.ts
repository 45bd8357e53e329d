import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertError } from '../testing/assert-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { pathOf, readMessages, say, talkOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const secret = 'an identity secret of 32 letters or more'
const seen: string[][] = []
const model = scriptedModel(request => {
  seen.push(request.messages.map(({ content }) => content))
  return saying('Understood.', 11)
})
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  const settings = { model: 'test/echo', config: { ui_settings: { context_keys: ['page'] } } }
  agentId = (await deployAgent(owner, settings, { identity_secret: secret })).agentId
})
afterAll(() => app.stop())

const begin = async (headers: Record<string, string> = {}, message = 'Hello', more: object = {}) =>
  (await app.anonymous.post(`/agents/${agentId}/chat`, { message, ...more }, { headers })).body

interface Claims {
  readonly sub?: string
  readonly life?: number
  readonly key?: string
  readonly alg?: string
}

function sign({ sub = 'mia', life = 600, key = secret, alg = 'HS256' }: Claims = {}) {
  const token = new SignJWT({ name: 'Mia' }).setProtectedHeader({ alg }).setSubject(sub)
  return token.setExpirationTime(Math.floor(Date.now() / 1000) + life).sign(new TextEncoder().encode(key))
}

const as = async (claims: Claims = {}) => ({ 'x-visitor-identity': await sign(claims) })
const listOf = async (headers: Record<string, string>) =>
  (await app.anonymous.get(`/agents/${agentId}/conversations`, { headers })).body.conversations as {
    conversation_id: string
    preview: string
  }[]

describe('a visitor without a name', () => {
  test('finds the conversations that their token opened, and nobody else does', async () => {
    const first = await begin({}, 'The first')
    const headers = { 'x-visitor-token': first.visitor_token as string }
    const second = await begin(headers, 'The second')
    expect(second.visitor_token).toBe(first.visitor_token)
    expect((await listOf(headers)).map(({ preview }) => preview)).toEqual(['The second', 'The first'])
    expect(await listOf({})).toEqual([])
    expect(await listOf({ 'x-visitor-token': 'x'.repeat(43) })).toEqual([])
  })

  test('cannot choose a token that is easy to guess', async () => {
    const begun = await begin({ 'x-visitor-token': 'guess' })
    expect(begun.visitor_token).toHaveLength(43)
  })
})

describe('a visitor whom the merchant signed for', () => {
  test('is known on every device, without a token', async () => {
    const begun = await begin(await as())
    expect(begun).not.toHaveProperty('visitor_token')
    const path = `/agents/${agentId}/conversations/${begun.conversation_id}`
    expect((await app.anonymous.get(path, { headers: await as() })).status).toBe(200)
    const goingOn = { message: 'More', conversation_id: begun.conversation_id }
    expect((await app.anonymous.post(`/agents/${agentId}/chat`, goingOn, { headers: await as() })).status).toBe(200)
    for (const headers of [{}, await as({ sub: 'noor' }), { 'x-visitor-token': 'mia' }])
      assertError(await app.anonymous.get(path, { headers }), ['NOT_FOUND'], JSON.stringify(headers))
  })

  test.each([
    ['another secret', { key: 'another secret of 32 letters or more' }],
    ['another algorithm', { alg: 'HS512' }],
    ['an end that has passed', { life: -3600 }],
    ['an end in more than an hour', { life: 9000 }],
    ['a name too long', { sub: 'x'.repeat(201) }],
  ])('is refused with %s', async (fault, claims) => {
    const answer = await app.anonymous.get(`/agents/${agentId}/conversations`, { headers: await as(claims) })
    assertError(answer, ['UNAUTHORIZED'], fault)
  })

  test('is refused with what is no token, or one without a signature', async () => {
    const [, payload] = (await sign()).split('.')
    for (const token of ['x', `${btoa('{"alg":"none"}')}.${payload}.`, `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`]) {
      const answer = await app.anonymous.get(`/agents/${agentId}/conversations`, { headers: { 'x-visitor-identity': token } })
      assertError(answer, ['UNAUTHORIZED'], token)
    }
  })

  test('takes a conversation along that their token opened, after which the token opens it no more', async () => {
    const talk = talkOf(agentId, await begin({}, 'Before I signed in'))
    const claim = (headers: Record<string, string>) => app.anonymous.post(`${pathOf(talk)}/claim`, {}, { headers })
    assertError(await claim(await as({ sub: 'thief' })), ['NOT_FOUND'], 'without the token')
    assertError(await claim(talk.headers), ['INVALID_REQUEST'], 'without an identity')
    expect((await claim({ ...talk.headers, ...(await as({ sub: 'zoe' })) })).status).toBe(200)
    expect((await listOf(await as({ sub: 'zoe' }))).map(({ preview }) => preview)).toEqual(['Before I signed in'])
    expect(await listOf(talk.headers)).toEqual([])
  })

  test('is the only kind that is let in where it is required', async () => {
    const closed = await deployAgent(owner, { model: 'test/echo' }, { identity_secret: secret, identity_required: true })
    const ask = (headers: Record<string, string>) => app.anonymous.post(`/agents/${closed.agentId}/chat`, { message: 'Hello' }, { headers })
    assertError(await ask({}), ['UNAUTHORIZED'], 'without an identity')
    expect((await ask(await as())).status).toBe(200)
  })
})

describe('around the messages', () => {
  test('a file goes with a message, once, and can be fetched by who knows its address', async () => {
    const upload = (name: string, content: string | Uint8Array<ArrayBuffer>) => {
      const form = new FormData()
      form.set('file', new Blob([content]), name)
      return app.anonymous.post(`/agents/${agentId}/files`, form)
    }
    const { body } = await upload('note.txt', 'What I mean')
    const begun = await begin({}, 'See the note', { file_ids: [body.file.file_id] })
    const talk = talkOf(agentId, begun)
    const [message] = await readMessages(app.anonymous, talk)
    expect(message?.parts).toEqual([
      { type: 'text', text: 'See the note' },
      { type: 'file', ...body.file },
    ])
    const answer = await fetch(`${app.apiUrl}/agents/${agentId}/files/${body.file.file_id}`)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(await answer.text()).toBe('What I mean')
    assertError(await say(app.anonymous, talk, 'Again', { file_ids: [body.file.file_id] }), ['INVALID_REQUEST'], 'a file that was sent')
    const kept = (await upload('kept.txt', 'Mine')).body.file.file_id
    for (const [id, what] of [
      [talk.conversationId, 'a conversation of somebody else'],
      ['conv_01m8akycqd7njjzdj8exw1fgex', 'one that nobody has'],
    ]) {
      const refused = { message: 'See this', conversation_id: id, file_ids: [kept] }
      assertError(await app.anonymous.post(`/agents/${agentId}/chat`, refused), ['NOT_FOUND'], String(what))
    }
    // What was refused took nothing with it.
    expect((await begin({}, 'See this', { file_ids: [kept] })).conversation_id).toBeDefined()
    for (const [name, content] of [
      ['page.html', '<script>'],
      ['picture.png', 'no picture'],
      ['run.exe', 'MZ'],
      ['text.txt', 'a\0b'],
    ] as const)
      assertError(await upload(name, content), ['INVALID_REQUEST'], name)
    assertError(await upload('big.txt', new Uint8Array(5_000_001).fill(65)), ['PAYLOAD_TOO_LARGE'], 'a file too large')
    await app.anonymous.delete(pathOf(talk), { headers: talk.headers })
    expect((await fetch(`${app.apiUrl}/agents/${agentId}/files/${body.file.file_id}`)).status).toBe(404)
  })

  test('a rating is kept, the last one counts, and the company reads it', async () => {
    const talk = talkOf(agentId, await begin())
    const rate = (rating: object, headers: Record<string, string> = talk.headers) =>
      app.anonymous.post(`${pathOf(talk)}/rating`, rating, { headers })
    assertError(await rate({ rating: 'good' }, {}), ['NOT_FOUND'], 'somebody else')
    await rate({ rating: 'good' })
    await rate({ rating: 'bad', reason: 'Too short' })
    const { body } = await owner.get(`/agents/${agentId}/ratings`)
    expect(body.counts).toEqual({ good: 0, bad: 1 })
    expect(body.ratings).toMatchObject([{ conversation_id: talk.conversationId, rating: 'bad', reason: 'Too short' }])
  })

  test('a conversation is sent by mail to who asks for it, a few times', async () => {
    const talk = talkOf(agentId, await begin({}, 'Is <b>this</b> sent?'))
    const ask = (headers: Record<string, string> = talk.headers) =>
      app.anonymous.post(`${pathOf(talk)}/transcript`, { email: 'visitor@example.com' }, { headers })
    assertError(await ask({}), ['NOT_FOUND'], 'somebody else')
    for (let time = 0; time < 3; time++) expect((await ask()).status).toBe(200)
    assertError(await ask(), ['RATE_LIMIT_EXCEEDED'], 'a fourth time')
    await waitFor(async () => app.mail.sent.some(({ to }) => to === 'visitor@example.com'))
    const sent = app.mail.sent.find(({ to }) => to === 'visitor@example.com')
    expect(sent?.text).toContain('Is <b>this</b> sent?')
    expect(sent?.text).toContain('Understood.')
    expect(sent?.html).toContain('Is &#60;b&#62;this&#60;/b&#62; sent?')
  })

  test('it is sent in the language that the visitor’s app speaks, with times as that tells them', async () => {
    const talk = talkOf(agentId, await begin({ 'accept-language': 'fr-CH' }, 'Le prix ?'))
    await app.anonymous.post(`${pathOf(talk)}/transcript`, { email: 'camille@example.com' }, { headers: talk.headers })
    await waitFor(async () => app.mail.sent.some(({ to }) => to === 'camille@example.com'))
    const sent = app.mail.sent.find(({ to }) => to === 'camille@example.com')
    expect(sent?.subject).toMatch(/^Votre conversation avec /)
    expect(sent?.html).toContain('<html lang="fr-CH" dir="ltr">')
    expect(sent?.text).toMatch(/^Bonjour,\n[\s\S]*Vous[^\n]* UTC\)\nLe prix \?\n[\s\S]*rien d’autre\.\n$/)
  })

  test('the agent is told what the page says of itself, as far as it declared it, and that it proves nothing', async () => {
    await begin({}, 'Which one?', { context: { page: 'Ada\nreading lamp', secret: 'not declared' } })
    expect(seen.at(-1)).toEqual([expect.stringMatching(/Unverified[\s\S]*\npage: Ada reading lamp$/), 'Which one?'])
  })
})
