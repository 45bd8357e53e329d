import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { closeSession, openSession, refreshSession } from '../auth/sessions.service.ts'
import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'

/** What can happen to a login. `back` counts generations from the newest refresh token. */
export type SessionAction =
  | { readonly do: 'refresh'; readonly back: number }
  | { readonly do: 'refresh at once'; readonly times: number; readonly replayed: number | null }
  | { readonly do: 'log out'; readonly back: number }
  | { readonly do: 'forge'; readonly way: 'secret' | 'generation' | 'session' | 'text' }
  | { readonly do: 'wait'; readonly ms: number }

const day = 24 * 3600_000

/** Sequences of actions; `mostAtOnce` bounds how many refreshes meet. */
export const sessionActions = ({ longest, mostAtOnce }: { longest: number; mostAtOnce: number }) =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('refresh' as const), back: fc.constant(0) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('refresh' as const), back: fc.integer({ min: 1, max: 4 }) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('refresh at once' as const),
          times: fc.integer({ min: 2, max: mostAtOnce }),
          replayed: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('log out' as const), back: fc.nat(3) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('forge' as const), way: fc.constantFrom('secret', 'generation', 'session', 'text') }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 5000, 9999, 10_000, 10_001, 60_000, 31 * day) }),
      },
    ),
    { maxLength: longest },
  )

type Needs = Pick<Services, 'pool' | 'keys'>

/** What must be true of a login whose refresh tokens so far are `tokens`, the newest last. */
interface Model {
  readonly tokens: string[]
  alive: boolean
  now: number
  rotatedAt: number
  readonly openedAt: number
}

/**
 * Opens a login of this user, does all that to it and compares each outcome with the rules: the newest token gives its successor, whoever asks
 * at once gets the same one, the direct parent does so for ten seconds, anything older ends the family for good. Throws where they differ.
 * Answers how many refreshes were tried.
 */
export async function playSession(needs: Needs, user: { company_id: string; user_id: string }, actions: readonly SessionAction[]) {
  const start = Date.now()
  const model: Model = { tokens: [], alive: true, now: start, rotatedAt: start, openedAt: start }
  const caller = { address: '127.0.0.1', origin: null, userAgent: 'a test', language: null, visitorToken: null, visitorIdentity: null }
  const services = { ...needs, caller, now: () => model.now }
  const opened = await inCompany(needs.pool, user.company_id, db => openSession(services, db, user))
  model.tokens.push(opened.refresh_token)
  let tried = 0
  for (const action of actions) tried += await play(services, model, action)
  await checkEnd(services, model)
  return tried
}

async function play(services: Needs & { now: () => number }, model: Model, action: SessionAction) {
  const token = (back: number) => model.tokens[Math.max(0, model.tokens.length - 1 - back)] ?? ''
  switch (action.do) {
    case 'wait':
      model.now += action.ms
      return 0
    case 'log out':
      await closeSession(services, token(action.back))
      model.alive = false
      return 0
    case 'forge':
      assert.equal(await refresh(services, forge(token(0), action.way)), null, 'a forged token was taken')
      return 1
    case 'refresh': {
      const expected = foretell(model, token(action.back))
      accept(model, expected, await refresh(services, token(action.back)))
      return 1
    }
    case 'refresh at once':
      return playAtOnce(services, model, action, token)
  }
}

/** Several requests with the newest token at once, and perhaps one with an old one, whose place among them nobody knows. */
async function playAtOnce(
  services: Needs & { now: () => number },
  model: Model,
  { times, replayed }: Extract<SessionAction, { do: 'refresh at once' }>,
  token: (back: number) => string,
) {
  const leaf = token(0)
  const old = replayed === null || token(replayed) === leaf ? null : token(replayed)
  const expected = foretell(model, leaf)
  const [replay, ...answers] = await Promise.all([
    old === null ? null : refresh(services, old),
    ...Array.from({ length: times }, () => refresh(services, leaf)),
  ])
  const successors = new Set(answers.filter(answer => answer !== null))
  assert.ok(successors.size <= 1, 'refreshes at once made more than one successor')
  if (old === null) {
    if (expected !== 'refused') assert.ok(!answers.includes(null), 'a refresh was refused although the login stands')
    accept(model, expected, answers[0] ?? null)
  } else {
    assert.ok(replay === null || replay === leaf || successors.has(replay), 'an old token gave something new')
    await settleAfterReplay(services, model, successors)
  }
  return times + (old === null ? 0 : 1)
}

/** An old token came in between: whether it was still the direct parent then is seen only now, by whether the login stands. */
async function settleAfterReplay(services: Needs & { now: () => number }, model: Model, successors: ReadonlySet<string>) {
  const [successor] = successors
  if (successor !== undefined && model.tokens.at(-1) !== successor) {
    model.tokens.push(successor)
    model.rotatedAt = model.now
  }
  const newest = await refresh(services, model.tokens.at(-1) ?? '')
  if (newest === null) model.alive = false
  else {
    model.tokens.push(newest)
    model.rotatedAt = model.now
  }
}

type Expected = 'successor' | 'newest' | 'refused'

function foretell(model: Model, token: string): Expected {
  const back = model.tokens.length - 1 - model.tokens.lastIndexOf(token)
  if (!model.alive || model.now - model.openedAt > 30 * day) return 'refused'
  if (back === 0) return 'successor'
  if (back === 1 && model.now - model.rotatedAt <= 10_000) return 'newest'
  model.alive = false
  return 'refused'
}

function accept(model: Model, expected: Expected, answer: string | null) {
  if (expected === 'refused') return assert.equal(answer, null, 'a token was taken that should open nothing')
  if (expected === 'newest') return assert.equal(answer, model.tokens.at(-1), 'the direct parent did not get the same successor')
  assert.ok(answer !== null && !model.tokens.includes(answer), 'the newest token was refused, or gave an old one')
  model.tokens.push(answer)
  model.rotatedAt = model.now
}

/** However it went: no token but the newest may still open anything new, and none at all once the login has ended. */
async function checkEnd(services: Needs & { now: () => number }, model: Model) {
  model.now += 10_001
  if (!model.alive)
    for (const token of model.tokens) assert.equal(await refresh(services, token), null, 'a token of an ended login was taken')
  else if (foretell(model, model.tokens.at(-1) ?? '') === 'successor')
    assert.notEqual(await refresh(services, model.tokens.at(-1) ?? ''), null, 'the newest token of a login that stands was refused')
}

async function refresh(services: Needs & { now: () => number }, token: string) {
  try {
    return (await refreshSession(services, token)).refresh_token
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHORIZED') return null
    throw error
  }
}

function forge(token: string, way: Extract<SessionAction, { do: 'forge' }>['way']) {
  const [session = '', generation = '', secret = ''] = token.split('.')
  switch (way) {
    case 'secret':
      return `${session}.${generation}.${'A'.repeat(43)}`
    case 'generation':
      return `${session}.${Math.max(0, Number(generation) - 1) === Number(generation) ? 1 : Number(generation) - 1}.${secret}`
    case 'session':
      return `ses_${'0'.repeat(26)}.${generation}.${secret}`
    case 'text':
      return `${token}x`
  }
}
