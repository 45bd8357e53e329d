import type { JsonSchema } from '@craveva/contract/example-of'
import { createOpenApi } from '@craveva/contract/openapi'
import * as fc from 'fast-check'
import { arbitraryOf, idMark, oddValue, type Shape } from './arbitrary-of.ts'

/** One request, drawn from the document; ids in it are marks. */
export interface FuzzCall {
  readonly operationId: string
  readonly method: string
  /** Below the API's base, with `{name}` where a value of `params` stands. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, unknown])[]
  readonly headers: Readonly<Record<string, string>>
  readonly body:
    | { readonly kind: 'none' }
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'raw'; readonly text: string; readonly type: string }
  readonly caller: FuzzCaller
}

export const fuzzCallers = ['owner', 'owner', 'owner', 'owner', 'member', 'visitor', 'write key', 'anonymous', 'stranger'] as const
export type FuzzCaller = (typeof fuzzCallers)[number]

interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly schema?: Shape
}

interface DocumentOperation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> }
}

/** Kinds of ids by the names they have in paths. */
export type IdKinds = Readonly<Record<string, string>>

/** What costs much of a machine, or ends what others need, is drawn more rarely. */
const rare: Readonly<Record<string, number>> = {
  'dataSources.upload': 1,
  'companies.erase': 1,
  'companies.export': 1,
  'account.endSession': 2,
  'companies.removeUser': 2,
  'auth.register': 2,
  'auth.login': 2,
  'companies.acceptInvitation': 2,
  'auth.resetPassword': 2,
  'account.changePassword': 2,
  'executions.execute': 4,
  'executions.previewTest': 4,
  'chat.send': 4,
}

/** Requests for every endpoint: right ones, nearly right ones, and nonsense. */
export function fuzzCalls(kinds: IdKinds): fc.Arbitrary<FuzzCall> {
  const document = createOpenApi({ version: '1', serverUrl: '/api/v1' })
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>
  const weighted = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      weight: rare[operation.operationId] ?? 10,
      arbitrary: callOf(method.toUpperCase(), path, operation, kinds),
    })),
  )
  return fc.oneof(...weighted)
}

function callOf(
  method: string,
  path: string,
  { operationId, parameters = [], requestBody }: DocumentOperation,
  kinds: IdKinds,
): fc.Arbitrary<FuzzCall> {
  const inPath = parameters.filter(parameter => parameter.in === 'path')
  const inQuery = parameters.filter(parameter => parameter.in === 'query')
  const params = fc.record(Object.fromEntries(inPath.map(({ name }) => [name, pathValue(kinds[name] ?? '')])))
  const json = requestBody?.content['application/json']?.schema
  const multipart = requestBody?.content['multipart/form-data']
  return fc.record({
    operationId: fc.constant(operationId),
    method: fc.constant(method),
    path: fc.constant(path),
    params: params as fc.Arbitrary<Record<string, string>>,
    query: queryOf(inQuery),
    headers: someHeaders,
    body: multipart
      ? multipartBody
      : json
        ? jsonBody(json as Shape)
        : fc.oneof({ weight: 8, arbitrary: fc.constant({ kind: 'none' as const }) }, { weight: 1, arbitrary: rawBody }),
    caller: fc.constantFrom(...fuzzCallers),
  })
}

const pathValue = (kind: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(kind ? idMark(kind) : '1') },
    { weight: 1, arbitrary: fc.constant(`${kind}_${'z'.repeat(26)}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('x', '0', '-1', 'null', 'undefined', '%00', '%2e%2e', "'", 'a'.repeat(500), '😀', '99999999999999999999'),
    },
  )

function queryOf(parameters: readonly Parameter[]): fc.Arbitrary<[string, unknown][]> {
  const known = parameters.map(({ name, schema }) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 3, arbitrary: arbitraryOf(schema ?? {}).map(value => [name, value] as [string, unknown]) },
      { weight: 1, arbitrary: oddValue.map(value => [name, value] as [string, unknown]) },
    ),
  )
  const unknown = fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(['nonsense', '1'] as [string, unknown]) },
  )
  return fc.tuple(...known, unknown).map(entries => entries.filter(entry => entry !== null))
}

const someHeaders = fc
  .record(
    {
      accept: fc.constantFrom('text/event-stream', 'application/json', '*/*', 'nonsense'),
      'idempotency-key': fc.constantFrom('one', 'two', 'three', '', 'x'.repeat(300)),
      'if-match': fc.constantFrom('*', '"nonsense"', 'W/"x"', 'x, "y"'),
      'last-event-id': fc.constantFrom('1', 'exec_00000000000000000000000000.1', '-1', 'nonsense', 'exec_x.99999999999'),
      origin: fc.constantFrom('http://localhost:3000', 'null', 'https://evil.example', 'nonsense'),
    },
    { requiredKeys: [] },
  )
  .chain(headers =>
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant(headers as Record<string, string>) }),
  )

const rawBody = fc.record({
  kind: fc.constant('raw' as const),
  text: fc.constantFrom('{', '[]', 'null', '"x"', '{"a":1}', '', '{"__proto__":{}}', '\u0000', '['.repeat(200), 'a=1&b=2'),
  type: fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'),
})

const multipartBody = fc.oneof(
  fc.record({
    kind: fc.constant('raw' as const),
    text: fc
      .constantFrom('file', 'nonsense')
      .map(name => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.md"\r\n\r\n# A\r\n\r\n--b--\r\n`),
    type: fc.constant('multipart/form-data; boundary=b'),
  }),
  rawBody,
)

/** A body that fits, one with something changed at its first level, or no body at all. */
function jsonBody(schema: Shape): fc.Arbitrary<FuzzCall['body']> {
  const fitting = arbitraryOf(schema)
  const names = Object.keys(schema.properties ?? {})
  const change = fc.record({ name: fc.constantFrom(...names, 'nonsense', 'company_id'), value: oddValue, drop: fc.boolean() })
  const changed = fc.tuple(fitting, change).map(([value, { name, value: odd, drop }]) => {
    const body: Record<string, unknown> = { ...(value as object), [name]: odd }
    if (drop) delete body[name]
    return body
  })
  const json = fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 3, arbitrary: changed })
  return fc.oneof({ weight: 12, arbitrary: json.map(value => ({ kind: 'json' as const, value })) }, { weight: 1, arbitrary: rawBody })
}
