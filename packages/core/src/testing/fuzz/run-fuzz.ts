import { Agent, request } from 'node:http'
import * as fc from 'fast-check'
import { openSession } from '../../auth/sessions.service.ts'
import { inCompany } from '../../db/in-company.ts'
import type { TestApp } from '../create-test-app.ts'
import { inParallel } from '../matrix/run-matrix.ts'
import { createOneOfEach, type OneOfEach } from '../one-of-each.ts'
import { kindOfMark } from './arbitrary-of.ts'
import { type FuzzCall, type FuzzCaller, fuzzCalls } from './fuzz-calls.ts'

export interface FuzzResult {
  readonly tried: number
  /** Answers by their status. */
  readonly byStatus: Readonly<Record<string, number>>
  /** Operations that succeeded at least once. */
  readonly succeeded: ReadonlySet<string>
  readonly failures: readonly string[]
}

const batch = 250
/** Requests after which two new companies are made: some calls lock their own caller out, and a user has a limit of 10,000 an hour. */
const worldLasts = 5000
const workers = 8
/** Milliseconds after which a stream has told enough, and after which anything else counts as never answered. */
const enoughOfStream = 1500
const patience = 60_000

/**
 * Sends `count` requests drawn with `seed` to an app: what was answered gives ids to those that follow. Nothing may fail on the server's side;
 * that answers are as the document says is seen by the app's own checker.
 */
export async function runFuzz(
  app: TestApp,
  { count, seed, log = () => {} }: { count: number; seed: number; log?: (line: string) => void },
): Promise<FuzzResult> {
  let world = await createWorld(app)
  const kinds = Object.fromEntries(
    Object.entries(world.first.params).map(([name, id]) => [name, id.includes('_') ? (id.split('_')[0] ?? '') : '']),
  )
  const calls = fuzzCalls(kinds)
  const state = { ids: world.ids, byStatus: {} as Record<string, number>, succeeded: new Set<string>(), failures: [] as string[] }
  let sent = 0
  let worlds = 0
  for (let round = 0; sent < count; round++) {
    if (sent >= worldLasts * (worlds + 1)) {
      world = await createWorld(app)
      state.ids = world.ids
      worlds++
    }
    const headers = await credentials(app, world.first, world.second)
    const drawn = fc.sample(calls, { seed: seed + round, numRuns: Math.min(batch, count - sent) })
    await inParallel(drawn, workers, async call => {
      const number = sent++
      await send(app, call, headers[call.caller], number, state)
    })
    if (round % 20 === 19) log(`${sent} sent, ${state.failures.length} failed`)
  }
  return { tried: sent, byStatus: state.byStatus, succeeded: state.succeeded, failures: state.failures }
}

/** Two companies that have one of everything, and the ids of all of it. */
async function createWorld(app: TestApp) {
  const [first, second] = [await createOneOfEach(app), await createOneOfEach(app)]
  const ids = new Map<string, string[]>()
  for (const id of [...Object.values(first.params), ...Object.values(second.params)]) remember(ids, id)
  return { first, second, ids }
}

/** Logins are opened anew for each batch, as some calls end them. */
async function credentials(app: TestApp, first: OneOfEach, second: OneOfEach): Promise<Record<FuzzCaller, Record<string, string>>> {
  const { services } = app.core
  const caller = { address: '127.0.0.1', origin: null, userAgent: 'fuzz', language: null, visitorToken: null, visitorIdentity: null }
  const login = async ({ companyId, userId }: OneOfEach) => {
    const { token } = await inCompany(services.pool, companyId, db =>
      openSession({ ...services, caller }, db, { company_id: companyId, user_id: userId }),
    )
    return { authorization: `Bearer ${token}` }
  }
  const owner = await login(first)
  return {
    owner,
    member: owner,
    visitor: { 'x-visitor-token': first.visitorToken },
    'write key': { authorization: `Bearer ${first.keys.write}` },
    anonymous: {},
    stranger: await login(second),
  }
}

interface State {
  ids: Map<string, string[]>
  readonly byStatus: Record<string, number>
  readonly succeeded: Set<string>
  readonly failures: string[]
}

async function send(app: TestApp, call: FuzzCall, credential: Record<string, string>, number: number, state: State) {
  const pick = (value: unknown) => put(value, kind => idOf(state.ids, kind, number))
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeOdd(String(pick(call.params[name] ?? 'x'))))
  const query = new URLSearchParams(call.query.map(([name, value]): [string, string] => [name, asText(pick(value))])).toString()
  const body = call.body.kind === 'json' ? JSON.stringify(pick(call.body.value)) : call.body.kind === 'raw' ? call.body.text : undefined
  const type = call.body.kind === 'json' ? 'application/json' : call.body.kind === 'raw' ? call.body.type : null
  const headers = {
    ...call.headers,
    ...credential,
    'x-forwarded-for': `10.9.${(number >> 8) & 255}.${number & 255}`,
    ...(type ? { 'content-type': type } : {}),
  }
  const address = `/api/v1${path}${query ? `?${query}` : ''}`
  const told = `${call.operationId}: ${call.method} ${address} as ${call.caller} ${JSON.stringify(call.headers)} ${body?.slice(0, 1000) ?? ''}`
  try {
    const answer = await exchange(app.apiUrl, { method: call.method, path: address, headers, body })
    state.byStatus[answer.status] = (state.byStatus[answer.status] ?? 0) + 1
    if (answer.status >= 500) state.failures.push(`${told}\n    ${answer.status} ${answer.text.slice(0, 300)}`)
    if (answer.status < 300) {
      state.succeeded.add(call.operationId)
      for (const [id] of answer.text.slice(0, 100_000).matchAll(/[a-z]{2,10}_[0-9a-z]{26}/g)) remember(state.ids, id)
    }
  } catch (error) {
    state.failures.push(`${told}\n    ${error instanceof Error ? error.message : error}`)
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: workers })

function exchange(
  apiUrl: string,
  { method, path, headers, body }: { method: string; path: string; headers: Record<string, string>; body: string | undefined },
) {
  const { hostname, port } = new URL(apiUrl)
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ hostname, port, method, path, headers: { ...headers, ...length }, agent }, response => {
      const status = response.statusCode ?? 0
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status, text }))
      response.on('error', reject)
      if (!response.headers['content-type']?.includes('event-stream')) return
      const timer = setTimeout(() => {
        resolve({ status, text })
        sent.destroy()
      }, enoughOfStream)
      response.on('close', () => clearTimeout(timer))
    })
    sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)))
    sent.on('error', error => {
      const closed = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
      closed ? exchange(apiUrl, { method, path, headers, body }).then(resolve, reject) : reject(error)
    })
    sent.end(body)
  })
}

/** The newest ids of each kind, so that what is deleted goes out of use in the end. */
function remember(ids: Map<string, string[]>, id: string) {
  const kind = id.split('_')[0] ?? ''
  const known = ids.get(kind) ?? []
  if (!known.includes(id)) ids.set(kind, [...known, id].slice(-30))
}

function idOf(ids: Map<string, string[]>, kind: string, number: number) {
  const known = ids.get(kind) ?? []
  return known[(number * 7919) % Math.max(1, known.length)] ?? `${kind}_${'0'.repeat(26)}`
}

/** The value with ids in the place of marks. */
function put(value: unknown, idFor: (kind: string) => string): unknown {
  if (typeof value === 'string') {
    const kind = kindOfMark(value)
    return kind === null ? value : idFor(kind)
  }
  if (Array.isArray(value)) return value.map(item => put(item, idFor))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, put(inner, idFor)]))
}

const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()

/** What is encoded already is sent as it is, to see what broken encoding does. */
const encodeOdd = (text: string) => (text.startsWith('%') ? text : encodeURIComponent(text))
