import type { IncomingMessage, ServerResponse } from 'node:http'
import { api } from '@craveva/contract/api'
import type { Endpoint } from '@craveva/contract/endpoint'
import { createOpenApi } from '@craveva/contract/openapi'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

export interface OpenApiChecker {
  /** Looks at what a server answers; to be called with every request, before it is served. */
  watch(request: IncomingMessage, response: ServerResponse): void
  /** What was answered otherwise than the document says. */
  readonly violations: readonly string[]
  readonly checked: () => number
}

/** Bodies that are longer are files or streams of hours; they are not held in memory. */
const longest = 4_000_000

interface Route {
  readonly slice: string
  readonly name: string
  readonly endpoint: Endpoint
  readonly pattern: RegExp
}

const routes: readonly Route[] = Object.entries(api as Record<string, Record<string, Endpoint>>).flatMap(([slice, ofSlice]) =>
  Object.entries(ofSlice).map(([name, endpoint]) => ({
    slice,
    name,
    endpoint,
    pattern: new RegExp(`^/api/v1${endpoint.operation.path.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`),
  })),
)

/** Checks every answer below `/api/v1` against the OpenAPI document: status, media type, body, and each event of a stream. */
export function createOpenApiChecker(): OpenApiChecker {
  const violations: string[] = []
  const checks = new Map<Route, AnswerCheck>()
  let checked = 0
  return {
    violations,
    checked: () => checked,
    watch(request, response) {
      const path = (request.url ?? '').split('?')[0] ?? ''
      const route = routes.find(({ endpoint, pattern }) => endpoint.operation.method === request.method && pattern.test(path))
      if (!route) return
      const body = collect(response)
      response.once('finish', () => {
        const check = checks.get(route) ?? createAnswerCheck(route)
        checks.set(route, check)
        checked++
        const problem = check(response.statusCode, String(response.getHeader('content-type') ?? ''), body())
        if (problem) violations.push(`${route.slice}.${route.name} answered ${response.statusCode}: ${problem}`)
      })
    },
  }
}

/** Keeps what is written to a response; null when that is too much. */
function collect(response: ServerResponse): () => string | null {
  const chunks: Buffer[] = []
  let size = 0
  const keep = (chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    size += chunk.length
    if (size <= longest) chunks.push(Buffer.from(chunk))
  }
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  response.write = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    return write(chunk, ...rest)
  }) as typeof response.write
  response.end = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk)
    return end(chunk, ...rest)
  }) as typeof response.end
  return () => (size <= longest ? Buffer.concat(chunks).toString() : null)
}

type AnswerCheck = (status: number, contentType: string, body: string | null) => string | null

/** The part of the document that is about one endpoint, made when it is first asked, as making the whole of it takes a while. */
function createAnswerCheck({ slice, name, endpoint }: Route): AnswerCheck {
  const document = createOpenApi({ version: '1', serverUrl: '/api/v1', endpoints: { [slice]: { [name]: endpoint } } })
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false })
  ajv.addSchema(document, 'document')
  const path = pointer(endpoint.operation.path.replaceAll(/:(\w+)/g, '{$1}'))
  const operation = `/paths/${path}/${endpoint.operation.method.toLowerCase()}`
  const validators = new Map<string, ValidateFunction | null>()
  return (status, contentType, body) => {
    const at = resolve(document, `${operation}/responses/${status}`)
    if (!at) return 'the document has no such status'
    const media = contentType.split(';')[0] ?? ''
    const listed = valueAt(document, `${at}/content/${pointer(media)}`) ? media : '*/*'
    const schema = `${at}/content/${pointer(listed)}/schema`
    if (!validators.has(schema)) validators.set(schema, valueAt(document, schema) ? (ajv.getSchema(`document#${schema}`) ?? null) : null)
    const validate = validators.get(schema)
    if (!validate) return `the document has no ${media || 'empty answer'} here`
    if (body === null) return null
    for (const value of valuesIn(media, body))
      if (!validate(value)) return `${ajv.errorsText(validate.errors).slice(0, 500)} in ${JSON.stringify(value).slice(0, 300)}`
    return null
  }
}

function valuesIn(media: string, body: string): unknown[] {
  if (media === 'application/json') return [JSON.parse(body)]
  if (media !== 'text/event-stream') return [body]
  return [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))
}

const pointer = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1')

/** Where something stands in the document, also when only a reference to it does. */
function resolve(document: unknown, place: string): string | null {
  const value = valueAt(document, place)
  if (typeof value !== 'object' || value === null) return null
  return '$ref' in value ? String(value.$ref).slice(1) : place
}

const valueAt = (document: unknown, place: string) =>
  place
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], document)
