import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { leaseHeader } from './adapters.ts'
import { api } from './api.ts'
import { type Endpoint, errorCodesOf, nothing } from './endpoint.ts'
import { type ErrorCode, errorCodes } from './errors.ts'
import { addExamples } from './openapi-examples.ts'
import { answerHeaders, requestHeaders } from './openapi-headers.ts'
import type { Operation } from './operations.ts'
import { streamPart } from './stream.ts'
import { webhookEvents, webhookMessage } from './webhook-events.ts'

const errorBody = z
  .object({
    error: z.literal(true),
    message: z.string().meta({ description: 'For people' }),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    details: z.record(z.string(), z.string()).meta({ description: 'What is wrong, by the path of the field it is about' }),
  })
  .meta({ id: 'Error' })

const event = streamPart.meta({ id: 'StreamPart', description: 'The data of one server-sent event, as JSON' })

export interface OpenApiOptions {
  readonly version: string
  /** Where the API's base path lies. */
  readonly serverUrl: string
  /** By slice and name; all that there are unless told. */
  readonly endpoints?: Record<string, Record<string, Endpoint>>
}

/** The OpenAPI 3.1 document of the whole API, read from the contract. */
export function createOpenApi({ version, serverUrl, endpoints = api }: OpenApiOptions): Record<string, unknown> {
  const document = createDocument({
    openapi: '3.1.0',
    info: { title: 'Craveva API', version, description, license: { name: 'Proprietary', url: 'https://craveva.com' } },
    servers: [{ url: serverUrl }],
    tags: Object.keys(endpoints).map(name => ({ name })),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token from /auth/login, or an API key' },
        service: { type: 'http', scheme: 'bearer', description: 'The key of an adapter, from the operator: svc_…' },
        lease: { type: 'apiKey', in: 'header', name: leaseHeader, description: 'From POST /adapter/leases' },
        visitor: { type: 'apiKey', in: 'header', name: 'X-Visitor-Token', description: 'From the first answer of a conversation' },
      },
    },
    paths: pathsOf(endpoints),
    ...(endpoints === api ? { webhooks: webhookPaths() } : {}),
  })
  return addExamples({ ...document })
}

const description = `Build AI agents on your own data, and put them where your customers are.

Send an access token of \`/auth/login\` or an API key as \`Authorization: Bearer …\`. Errors always look alike, with a \`code\` for programs and a
\`message\` for people. Lists take \`limit\` with \`offset\` or \`cursor\`. A POST with an \`Idempotency-Key\` happens once, however often it is sent.`

function pathsOf(endpoints: Record<string, Record<string, Endpoint>>) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [slice, entries] of Object.entries(endpoints)) {
    for (const [name, endpoint] of Object.entries(entries)) {
      const path = endpoint.operation.path.replaceAll(/:(\w+)/g, '{$1}')
      paths[path] = { ...paths[path], [endpoint.operation.method.toLowerCase()]: toOperation(slice, name, endpoint) }
    }
  }
  return paths as ZodOpenApiPathsObject
}

function toOperation(slice: string, name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { operation, query } = endpoint
  const params = [...operation.path.matchAll(/:(\w+)/g)].map(([, param]) => [param, z.string()])
  const requestParams = {
    ...(params.length > 0 ? { path: z.object(Object.fromEntries(params)) } : {}),
    ...(query !== nothing && query instanceof z.ZodObject ? { query } : {}),
    ...requestHeaders(operation),
  }
  return {
    operationId: `${slice}.${name}`,
    tags: [slice],
    summary: operation.summary,
    security: securityOf(endpoint),
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...requestBodyOf(endpoint),
    responses: { ...successOf(endpoint), ...failuresOf(endpoint) },
  }
}

function securityOf({ operation: { access } }: Endpoint): Record<string, string[]>[] {
  if (access.kind === 'public') return []
  if (access.kind === 'service') return [access.lease ? { service: [], lease: [] } : { service: [] }]
  return access.kind === 'user' ? [{ bearer: [] }] : [{}, { visitor: [] }, { bearer: [] }]
}

function requestBodyOf({ operation, body }: Endpoint) {
  if (operation.request === 'multipart' && body instanceof z.ZodObject) {
    const file = z.array(z.string().meta({ format: 'binary' })).meta({ description: 'One or more files' })
    return { requestBody: { content: { 'multipart/form-data': { schema: body.extend({ file }) } } } }
  }
  if (operation.request === 'raw')
    return { requestBody: { required: true, content: { '*/*': { schema: z.string().meta({ format: 'binary' }) } } } }
  return body === nothing ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
}

function successOf({ operation, answer }: Endpoint): ZodOpenApiResponsesObject {
  const json = operation.stream === 'always' || operation.file ? {} : { 'application/json': { schema: answer } }
  const types = operation.file ? [operation.file, ...(operation.otherFiles ?? [])] : []
  const files = types.map(type => [type === 'application/octet-stream' ? '*/*' : type, { schema: fileShape(type) }])
  const events = operation.stream ? { 'text/event-stream': { schema: event } } : {}
  return {
    [String(operation.status) as '200']: {
      description: operation.status === 201 ? 'Created' : 'OK',
      headers: answerHeaders(operation),
      content: { ...json, ...events, ...Object.fromEntries(files) },
    },
  }
}

const fileShape = (type: string) => (type === 'application/json' ? z.unknown() : z.string().meta({ format: 'binary' }))

function failuresOf(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(errorCodesOf(endpoint), code => errorCodes[code].status)
  const entries = [...byStatus].map(([status, codes]) => [String(status), failure(endpoint.operation, status, codes)])
  return Object.fromEntries(entries) as ZodOpenApiResponsesObject
}

const failures = new Map<string, ZodOpenApiResponseObject>()

/** Answers that are alike are one object, which stands in the document once. */
function failure(operation: Operation, status: number, codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const id = [...codes, ...(operation.limit === 'none' ? [] : ['counted'])].join('.')
  const known = failures.get(id)
  if (known) return known
  const examples = codes.map(code => [code, { value: { error: true, message: errorCodes[code].message, code, details: {} } }])
  const made: ZodOpenApiResponseObject = {
    id,
    description: codes.map(code => `\`${code}\`: ${errorCodes[code].message}`).join(' '),
    headers: answerHeaders(operation, status),
    content: { 'application/json': { schema: errorBody, examples: Object.fromEntries(examples) } },
  }
  failures.set(id, made)
  return made
}

/** What webhooks receive: one POST for each kind of event. */
function webhookPaths(): ZodOpenApiPathsObject {
  const header = z.object({
    'webhook-id': z.string().meta({ description: 'The same at every attempt' }),
    'webhook-timestamp': z.string().meta({ description: 'Of the attempt, in seconds since 1970' }),
    'webhook-signature': z.string().meta({ description: 'See https://www.standardwebhooks.com' }),
  })
  const entries = Object.entries(webhookEvents).map(([type, data]) => [
    type,
    {
      post: {
        summary: data.meta()?.description ?? type,
        tags: ['events'],
        requestParams: { header },
        requestBody: { required: true, content: { 'application/json': { schema: webhookMessage(type, data) } } },
        responses: { '2XX': { description: 'Received; anything else, and the message comes again' } },
      },
    },
  ])
  return Object.fromEntries(entries) as ZodOpenApiPathsObject
}
