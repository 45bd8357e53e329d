import { errorCodes } from '@craveva/contract/errors'
import * as fc from 'fast-check'
import { assertError } from '../assert-error.ts'
import type { TestApp } from '../create-test-app.ts'
import { endpoints, type NamedEndpoint, paramsOf, pathWith } from '../endpoints.ts'
import { rawRequest } from '../raw-request.ts'
import { sampleInput } from '../sample-input.ts'
import type { TestAnswer } from '../test-client.ts'
import { type Cell, expectationOf, type Target } from './expectation.ts'
import { leaksIn } from './leaks.ts'
import type { World } from './prepare-world.ts'

export interface MatrixResult {
  readonly tried: number
  /** Checks for each endpoint by name. */
  readonly perEndpoint: ReadonlyMap<string, number>
  /** What went otherwise than the rules say. */
  readonly failures: readonly string[]
}

interface NamedCell extends Cell {
  readonly name: string
}

/** Every endpoint, called by everybody with every kind of id. Nothing that it sends changes anything, if the API is right. */
export async function runMatrix(app: TestApp, world: World, seed: number): Promise<MatrixResult> {
  const cells = endpoints.flatMap(named => cellsOf(named, world))
  const perEndpoint = new Map<string, number>()
  const failures: string[] = []
  const random = randomIds(seed)
  let address = 0
  await inParallel(cells, 8, async cell => {
    const what = `${cell.name} by ${cell.caller.name}${cell.param ? ` with a ${cell.target} ${cell.param}` : ''}`
    try {
      await check(app, world, cell, { what, random, address: addressOf(address++) })
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
    perEndpoint.set(cell.name, (perEndpoint.get(cell.name) ?? 0) + 1)
  })
  return { tried: cells.length, perEndpoint, failures }
}

function cellsOf({ name, endpoint }: NamedEndpoint, world: World): NamedCell[] {
  const params = paramsOf(endpoint)
  return world.callers.flatMap(caller => {
    const varied = params.flatMap(param =>
      (['foreign', 'deleted', 'random'] as const)
        // A number that counts versions is nobody's, and not everything can be deleted.
        .filter(target => (target === 'random' ? true : param.endsWith('_id')) && (target !== 'deleted' || param in world.deleted))
        .map((target): NamedCell => ({ name, endpoint, caller, param, target })),
    )
    return [{ name, endpoint, caller, param: null, target: 'own' as const }, ...varied]
  })
}

interface Check {
  readonly what: string
  readonly random: (kind: string) => string
  readonly address: string
}

async function check(app: TestApp, world: World, cell: NamedCell, { what, random, address }: Check) {
  const { endpoint, caller } = cell
  const { method, request } = endpoint.operation
  const params = paramsWith(world, cell, random)
  const path = `/api/v1${pathWith(endpoint, params)}`
  const json = method === 'GET' || request !== undefined ? {} : { body: JSON.stringify(sampleInput(endpoint.body)) }
  const headers = { ...caller.headers, 'x-forwarded-for': address, ...('body' in json ? { 'content-type': 'application/json' } : {}) }
  const send = (query = '') => rawRequest(app.apiUrl, { method, path: path + query, headers, ...json })
  const expected = expectationOf(cell)
  const answers: TestAnswer[] = []
  if (expected.passes) {
    // A question that no endpoint knows is refused by the endpoint itself, which is behind all that guards it, and nothing is done.
    const answer = request === 'multipart' ? await send() : await send('?no_such_field=1')
    assertError(answer, ['INVALID_REQUEST', 'UNSUPPORTED_MEDIA_TYPE'], what)
    answers.push(answer)
    if (method === 'GET' && !endpoint.operation.stream && !endpoint.operation.file) {
      const read = await send()
      answers.push(read)
      const guarded = ['UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND'].includes(read.body?.code)
      if (guarded || read.status >= 500) throw new Error(`${what}: ${read.status} ${JSON.stringify(read.body).slice(0, 300)}`)
    }
  } else {
    const answer = await send()
    assertError(answer, expected.codes, what)
    if (answer.body.code === 'NOT_FOUND' && answer.status !== errorCodes.NOT_FOUND.status) throw new Error(`${what}: ${answer.status}`)
    answers.push(answer)
  }
  const [own, other] = caller.company === 'first' ? [world.first, world.second] : [world.second, world.first]
  for (const answer of answers) {
    const leaks = leaksIn(answer, other, path, cell.target === 'foreign')
    if (leaks.length > 0) throw new Error(`${what} told ${leaks.join(', ')} of the other company`)
    const secrets = expected.passes ? [] : leaksIn(answer, own, path, true)
    if (secrets.length > 0) throw new Error(`${what} was refused and told ${secrets.join(', ')} all the same`)
  }
}

function paramsWith({ first, second, deleted }: World, { caller, param, target }: NamedCell, random: Check['random']) {
  const [own, other] = caller.company === 'first' ? [first, second] : [second, first]
  if (param === null) return own.params
  const kind = own.params[param]?.split('_')[0] ?? ''
  const values: Record<Exclude<Target, 'own'>, string> = {
    foreign: other.params[param] ?? '',
    deleted: deleted[param] ?? '',
    random: param.endsWith('_id') ? random(kind) : '987654',
  }
  return target === 'own' ? own.params : { ...own.params, [param]: values[target] }
}

/** Ids that look like ours and that nothing has. */
function randomIds(seed: number) {
  const letters = fc.string({ unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), minLength: 26, maxLength: 26 })
  const drawn = fc.sample(letters, { seed, numRuns: 500 })
  let next = 0
  return (kind: string) => `${kind}_${drawn[next++ % drawn.length]}`
}

/** Everybody comes from somewhere else, so that limits per network are not what refuses them. */
const addressOf = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`

export async function inParallel<T>(items: readonly T[], workers: number, work: (item: T) => Promise<void>) {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of waiting) await work(item)
    }),
  )
}
