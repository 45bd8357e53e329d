import { errorCodesOf } from '@craveva/contract/endpoint'
import type { ErrorCode } from '@craveva/contract/errors'
import { errorCodes } from '@craveva/contract/errors'
import { keyPermissions, roles } from '@craveva/contract/operations'
import { Router } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { createServiceKey } from '../channels/create-service-key.ts'
import { assertError } from '../testing/assert-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { endpoints, type NamedEndpoint, paramsOf, pathWith } from '../testing/endpoints.ts'
import { forgedTokens } from '../testing/forged-tokens.ts'
import { createOneOfEach, type OneOfEach } from '../testing/one-of-each.ts'
import { pathSpellings } from '../testing/path-spellings.ts'
import { type RawRequest, rawRequest } from '../testing/raw-request.ts'
import { fieldsOf, sampleInput } from '../testing/sample-input.ts'
import { setRole } from '../testing/set-role.ts'
import { mountApi } from './mount-api.ts'

let app: TestApp
let own: OneOfEach
let foreign: OneOfEach
let otherPlatform: string
let before: Record<string, string>

beforeAll(async () => {
  app = await createTestApp()
  own = await createOneOfEach(app)
  foreign = await createOneOfEach(app)
  otherPlatform = await createServiceKey(app.core.services.pool, 'other', 'test')
  before = await databaseContents(app.databaseUrl)
})
afterAll(() => app.stop())

const json = { 'content-type': 'application/json' }
const bearer = (token: string | null) => ({ authorization: `Bearer ${token}` })
const send = (request: RawRequest) => rawRequest(app.apiUrl, { ...request, path: `/api/v1${request.path}` })

/** A request that an endpoint could serve, as far as its shape goes. */
function sound({ endpoint }: NamedEndpoint, params: Readonly<Record<string, string>> = own.params): RawRequest {
  const { method, request } = endpoint.operation
  const body = method === 'GET' || request !== undefined ? {} : { body: JSON.stringify(sampleInput(endpoint.body)), headers: json }
  return { method, path: pathWith(endpoint, params), ...body }
}

const withHeaders = (request: RawRequest, headers: Record<string, string>) => ({ ...request, headers: { ...request.headers, ...headers } })

/** What opens an endpoint: the credential of a user, or of an adapter. */
const credentials = ({ endpoint: { operation } }: NamedEndpoint): Record<string, string> =>
  operation.access.kind === 'service' ? { ...own.adapter } : bearer(own.owner.token)

const forUsers = endpoints.filter(({ endpoint }) => endpoint.operation.access.kind === 'user')
const forAdapters = endpoints.filter(({ endpoint }) => endpoint.operation.access.kind === 'service')
const guarded = endpoints.filter(({ endpoint }) => endpoint.operation.access.kind !== 'public')
const withIds = endpoints.filter(({ endpoint }) => paramsOf(endpoint).some(name => name.endsWith('_id')))
const withBody = endpoints.filter(({ endpoint }) => endpoint.operation.method !== 'GET' && endpoint.operation.request === undefined)
const withQuery = endpoints.filter(({ endpoint }) => endpoint.operation.stream !== 'always')

test('the samples that these tests send have the shape of each endpoint', () => {
  for (const { name, endpoint } of endpoints) {
    for (const fields of ['all', 'required'] as const) {
      const body = sampleInput(endpoint.body, fields)
      expect(endpoint.body.safeParse(body).error?.issues ?? [], `${name} ${JSON.stringify(body)}`).toEqual([])
    }
  }
})

describe.each(forUsers)('$name', named => {
  test('needs a credential', async () => {
    const headers = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer ' },
      { authorization: `Basic ${btoa('owner:SecurePassword123!')}` },
      { authorization: own.owner.token ?? '' },
      { authorization: `Token ${own.owner.token}` },
      { authorization: `Bearer ${own.owner.token} ${own.owner.token}` },
      { cookie: `token=${own.owner.token}; access_token=${own.owner.token}` },
      { 'x-api-key': own.owner.token ?? '', 'x-visitor-token': own.visitorToken },
      { 'x-http-method-override': 'GET', 'x-forwarded-for': '127.0.0.1', 'x-original-url': '/api/v1/health' },
    ]
    for (const header of headers) {
      const answer = await send(withHeaders(sound(named), header as Record<string, string>))
      assertError(answer, ['UNAUTHORIZED'], `${named.name} with ${JSON.stringify(header)}`)
    }
  })

  test('needs its role', async () => {
    const { access } = named.endpoint.operation
    if (access.kind !== 'user') return
    for (const role of roles.slice(0, roles.indexOf(access.role))) {
      await setRole(app, own, role)
      const answer = await send(withHeaders(sound(named), bearer(own.owner.token)))
      assertError(answer, ['FORBIDDEN'], `${named.name} as ${role}`)
    }
    await setRole(app, own, 'owner')
  })

  test('needs its permission, when a key calls', async () => {
    const { access } = named.endpoint.operation
    if (access.kind !== 'user') return
    const sufficient: readonly (string | null)[] = access.key === 'execute' ? ['execute', 'write'] : [access.key]
    for (const permission of keyPermissions.filter(candidate => !sufficient.includes(candidate))) {
      const answer = await send(withHeaders(sound(named), bearer(own.keys[permission])))
      assertError(answer, ['FORBIDDEN'], `${named.name} with a key that may ${permission}`)
    }
  })
})

describe.each(forAdapters)('$name', named => {
  test('is for adapters alone', async () => {
    const headers = [
      {},
      bearer(own.owner.token),
      bearer(own.keys.write),
      bearer(`svc_${'x'.repeat(43)}`),
      { authorization: own.adapter['x-lease'] },
    ]
    for (const header of headers) {
      const answer = await send(withHeaders(sound(named), { 'x-lease': own.adapter['x-lease'], ...(header as Record<string, string>) }))
      assertError(answer, ['UNAUTHORIZED'], `${named.name} with ${JSON.stringify(header)}`)
    }
  })

  test('is for the adapter alone that holds the lease', async () => {
    if (!paramsOf(named.endpoint).includes('deployment_id')) return
    for (const lease of ['', 'x', foreign.adapter['x-lease']]) {
      const answer = await send(withHeaders(sound(named), { ...own.adapter, 'x-lease': lease }))
      assertError(answer, ['NOT_FOUND'], `${named.name} with the lease ${lease}`)
    }
    const answer = await send(withHeaders(sound(named), { ...own.adapter, authorization: `Bearer ${otherPlatform}` }))
    assertError(answer, ['NOT_FOUND'], `${named.name} for another platform`)
  })
})

describe.each(guarded)('$name', named => {
  test('opens to no forged token', async () => {
    const forged = forgedTokens(own.owner.token ?? '', foreign.owner.token ?? '', app.core.services.keys.accessToken)
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(40)
    for (const [fault, token] of Object.entries(forged)) {
      const answer = await send(withHeaders(sound(named), bearer(token)))
      // Where a visitor may come without a token, one of another company is as good as none that fits.
      const codes: ErrorCode[] = named.endpoint.operation.access.kind === 'visitor' ? ['UNAUTHORIZED', 'NOT_FOUND'] : ['UNAUTHORIZED']
      assertError(answer, codes, `${named.name} with ${fault}`)
    }
  })

  test('is not reached by another spelling of its address', async () => {
    const { method, path, ...rest } = sound(named, { ...own.params, agent_id: 'agent_unknown' })
    const spellings = Object.entries(pathSpellings(path))
    expect(spellings.length).toBeGreaterThanOrEqual(20)
    for (const [spelling, address] of spellings) {
      const answer = await rawRequest(app.apiUrl, { method: method ?? 'GET', path: address, ...rest })
      assertError(answer, ['UNAUTHORIZED', 'NOT_FOUND', 'INVALID_REQUEST'], `${named.name} by ${spelling}`)
    }
    for (const other of ['HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'])
      expect((await rawRequest(app.apiUrl, { method: other, path: `/api/v1${path}` })).body).not.toHaveProperty('agent')
  })
})

describe.each(withIds)('$name', named => {
  const ids = paramsOf(named.endpoint).filter(name => name.endsWith('_id'))

  test.each(ids)('gives the same 404 for another company’s %s as for an unknown one', async param => {
    const { access } = named.endpoint.operation
    for (const headers of [credentials(named), { 'x-visitor-token': own.visitorToken }] as Record<string, string>[]) {
      // Without a credential another company's deployed agent is there for every visitor.
      if ('x-visitor-token' in headers && (access.kind !== 'visitor' || param === 'agent_id')) continue
      const ask = (id: string) => send(withHeaders(sound(named, { ...own.params, [param]: id }), headers))
      const kind = own.params[param]?.split('_')[0]
      const theirs = await ask(foreign.params[param] ?? '')
      const unknown = await ask(`${kind}_${'0'.repeat(26)}`)
      assertError(theirs, ['NOT_FOUND'], `${named.name} with the ${param} of another company`)
      expect(theirs.body).toEqual(unknown.body)
      for (const nonsense of ['x', '%00', '%27%20or%201=1', 'a'.repeat(300), '%F0%9F%98%80'])
        assertError(await ask(nonsense), ['NOT_FOUND', 'INVALID_REQUEST'], `${named.name} with ${nonsense}`)
    }
  })
})

describe.each(withBody)('$name', named => {
  const { endpoint } = named
  const ask = (body: string | Uint8Array, headers: Record<string, string> = json) => {
    const { path, method } = sound(named)
    return send({ path, method: method ?? 'GET', body, headers: { ...credentials(named), ...headers } })
  }

  test('refuses a body that is no JSON object', async () => {
    const { path } = sound(named)
    for (const body of [
      '{',
      '{"a":}',
      '[1,2',
      '"text"',
      'null',
      '17',
      'true',
      '[]',
      '[{}]',
      '{"a":1}{"b":2}',
      '\u0000',
      '{"a":1,}',
      "{'a':1}",
    ])
      assertError(await ask(body), ['INVALID_REQUEST'], `${path} with ${body}`)
    assertError(await ask(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])), ['INVALID_REQUEST'], 'bytes that are no UTF-8')
  })

  test('refuses another content type', async () => {
    const body = JSON.stringify(sampleInput(endpoint.body))
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'json', '']
    for (const type of [...types, 'application/json; charset=nonsense'])
      assertError(await ask(body, { 'content-type': type }), ['UNSUPPORTED_MEDIA_TYPE'], `${named.name} as ${type}`)
    assertError(await ask(body, {}), ['UNSUPPORTED_MEDIA_TYPE'], `${named.name} as nothing`)
    assertError(await ask(body, { ...json, 'content-encoding': 'zstd-of-mine' }), ['UNSUPPORTED_MEDIA_TYPE'], `${named.name} encoded`)
  })

  test('refuses unknown fields and names them', async () => {
    for (const field of ['company_id', 'id', 'created_at', 'is_admin', 'constructor', '__proto__', 'toString', '$where', '']) {
      const sample = JSON.stringify(sampleInput(endpoint.body))
      const body = sample.replace('{', `{${JSON.stringify(field)}:{"x":1}${sample === '{}' ? '' : ','}`)
      const answer = await ask(body)
      assertError(answer, ['INVALID_REQUEST'], `${named.name} with ${field}`)
      if (field !== '') expect(Object.keys(answer.body.details), `${named.name} with ${field}`).toContain(field)
    }
  })

  test('refuses what its shape refuses, field by field', async () => {
    const odd = [null, true, -1, 1.5, 1e308, '', ' ', 'x'.repeat(300_000), '\u0000', '\ud800', [], [[]], {}, { x: { y: 1 } }]
    for (const field of fieldsOf(endpoint.body)) {
      for (const value of odd) {
        const body = { ...sampleInput(endpoint.body), [field]: value }
        if (endpoint.body.safeParse(body).success) continue
        assertError(
          await ask(JSON.stringify(body)),
          ['INVALID_REQUEST'],
          `${named.name} with ${field} ${JSON.stringify(value).slice(0, 50)}`,
        )
      }
    }
  })
})

describe.each(withQuery)('$name', named => {
  const values = ['', '-1', '1e9', '1e400', '1.5', 'x', 'x'.repeat(300), 'true', '%00', '%ff', '%zz', '[]', "'"]

  test('refuses what its query refuses', async () => {
    const { method, access } = named.endpoint.operation
    const isLeased = access.kind === 'service'
    // Nothing is destroyed on the way: what a call would change is named by an id that does not exist.
    const params = Object.fromEntries(
      Object.entries(own.params).map(([name, id]) => [name, method === 'GET' || (isLeased && name === 'deployment_id') ? id : 'unknown']),
    )
    const request = withHeaders(sound(named, params), { ...credentials(named), 'x-visitor-token': own.visitorToken })
    const ask = (query: string) => send({ ...request, path: `${request.path}?${query}` })
    for (const name of fieldsOf(named.endpoint.query)) {
      for (const query of [...values.map(value => `${name}=${value}`), `${name}=1&${name}=2`, `${name}[a]=1`]) {
        const answer = await ask(query)
        expect(answer.status, `${named.name}?${query} ${JSON.stringify(answer.body)}`).toBeLessThan(500)
        if (answer.status !== 200) assertError(answer, errorCodesOf(named.endpoint), `${named.name}?${query}`)
      }
    }
    for (const query of ['nonsense=1', '__proto__=1', 'constructor=1', 'limit[]=1', '=1', '%00=1']) {
      if (access.kind === 'visitor' && method !== 'GET') continue
      assertError(await ask(query), ['INVALID_REQUEST', 'UNSUPPORTED_MEDIA_TYPE'], `${named.name}?${query}`)
    }
  })
})

test('nothing of all this has changed anything', async () => {
  expect(await databaseContents(app.databaseUrl)).toEqual(before)
})

describe('the registry', () => {
  test('an endpoint without a handler cannot be mounted', () => {
    const [{ endpoint }] = endpoints as [NamedEndpoint]
    expect(() => mountApi(Router(), app.core.services, { made: { up: endpoint } }, { made: {} })).toThrow('made.up has no handler')
  })

  test('nothing is served below the API that is not in it', () => {
    const declared = endpoints.map(({ endpoint }) => `${endpoint.operation.method} ${endpoint.operation.path}`)
    const served = routesOf(createApp(app.core.services).router)
    expect(served.filter(route => !route.startsWith('OPTIONS ')).toSorted()).toEqual(declared.toSorted())
  })

  test('every endpoint answers with codes that the table knows', () => {
    for (const { endpoint } of endpoints) for (const code of errorCodesOf(endpoint)) expect(errorCodes).toHaveProperty(code)
  })
})

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] }
  readonly handle: { readonly stack?: readonly Layer[] }
}

/** The routes of an Express router and of those within it: `GET /agents`. */
const routesOf = (router: { readonly stack: unknown }): string[] =>
  (router.stack as readonly Layer[]).flatMap(({ route, handle }) =>
    route
      ? route.stack.map(({ method }) => `${method?.toUpperCase()} ${route.path}`)
      : handle.stack
        ? routesOf({ stack: handle.stack })
        : [],
  )
