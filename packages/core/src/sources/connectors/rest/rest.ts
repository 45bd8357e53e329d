import { z } from 'zod'
import { destination, secret } from '../../../crypto/secret-settings.ts'
import { EgressError } from '../../../net/egress-error.ts'
import { collectRows } from '../collect-rows.ts'
import type { Connector, Reach, SourceQuestion } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { hiddenColumns } from '../table-scope.ts'
import { listOperations, type RestOperation, specServer } from './rest-operations.ts'

const address = z
  .string()
  .trim()
  .max(2000)
  .refine(text => /^https?:\/\//i.test(text) && URL.canParse(text), 'Give the whole address, beginning with https://')

export const restSettings = z.strictObject({
  type: z.literal('rest'),
  spec: z
    .string()
    .max(2_000_000)
    .refine(text => listOperations({ spec: text }).length > 0, 'Paste an OpenAPI 3 document as JSON that has at least one GET operation')
    .meta({ description: 'The OpenAPI document, as JSON; its GET operations are what can be asked' }),
  base_url: address
    .optional()
    .meta({ ...destination, description: 'What paths are below; unless given, the first server of the document' }),
  auth_header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, 'Give the name of a header')
    .default('Authorization')
    .meta({ description: 'The header that carries the credential' }),
  credential: z
    .string()
    .max(4000)
    .optional()
    .meta({ ...secret, description: 'Its value, such as "Bearer …"' }),
  test_operation: z.string().max(100).optional().meta({ description: 'An operation without parameters that tests the connection' }),
})
export type RestSettings = z.output<typeof restSettings>

const question = z.strictObject({ operation: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) })

/** An HTTP API described by an OpenAPI document: its GET operations, with typed parameters, and nothing else. */
export const restConnector: Connector<RestSettings> = {
  engine: 'rest',
  category: 'api',
  settings: restSettings,
  async test(settings, reach) {
    const operations = listOperations(settings)
    const named = settings.test_operation
      ? operations.find(({ name }) => name === settings.test_operation)
      : operations.find(({ parameters }) => parameters.every(({ required }) => !required))
    if (settings.test_operation && !named)
      throw new SourceError('failed', `There is no operation "${settings.test_operation}" in the document.`)
    if (named) await call(settings, reach, named, {}, 200_000)
    else await reachable(settings, reach)
    const secure = baseOf(settings).startsWith('https:') || settings.credential === undefined
    return { warnings: secure ? [] : ['The credential is sent unencrypted. Use an address that begins with https://.'], writable: false }
  },
  async query(settings, reach, asked) {
    const { operation, given } = read(settings, asked)
    const body = await call(settings, reach, operation, given, 8 * asked.limits.maxBytes)
    return toAnswer(body, operation, asked)
  },
  schema: async settings => ({
    tables: listOperations(settings).map(({ name, description, parameters }) => ({
      name,
      comment: description,
      columns: parameters.map(parameter => ({
        name: parameter.name,
        type: String(parameter.schema.type),
        nullable: !parameter.required,
        comment: parameter.description || null,
      })),
      primaryKey: [],
      references: [],
    })),
  }),
}

/** The operation and its arguments; what is bound to the viewer is set over whatever was given. */
function read(settings: RestSettings, { text, scope }: SourceQuestion): { operation: RestOperation; given: Record<string, unknown> } {
  const parsed = question.safeParse(tryJson(text))
  if (!parsed.success)
    throw new SourceError('refused', 'Ask with JSON: {"operation": "…", "arguments": {…}}. The schema of the source lists the operations.')
  const operation = listOperations(settings).find(({ name }) => name === parsed.data.operation)
  if (!operation || (scope?.tables && !scope.tables.includes(operation.name)))
    throw new SourceError('refused', `There is no operation "${parsed.data.operation}".`)
  const given = { ...parsed.data.arguments }
  for (const { table, column, values } of scope?.filters ?? []) {
    const takes = operation.parameters.some(({ name }) => name === column)
    if (table === null ? !takes : table !== operation.name) continue
    if (!takes) throw new SourceError('refused', `"${operation.name}" has no parameter "${column}" that could be bound.`)
    const [value] = values ?? []
    if (value === undefined || value === null || values?.length !== 1)
      throw new SourceError('refused', 'This is answered only to those it belongs to, and nobody is signed in.')
    given[column] = value
  }
  const unknown = Object.keys(given).find(key => !operation.parameters.some(({ name }) => name === key))
  if (unknown !== undefined) throw new SourceError('refused', `"${operation.name}" has no parameter "${unknown}".`)
  return { operation, given }
}

async function call(
  settings: RestSettings,
  { egress, signal }: Reach,
  operation: RestOperation,
  given: Readonly<Record<string, unknown>>,
  maxBytes: number,
) {
  const url = urlOf(settings, operation, given)
  const headers = { accept: 'application/json', ...(settings.credential ? { [settings.auth_header]: settings.credential } : {}) }
  const { status, body, truncated } = await egress.fetch(url, { headers, signal, maxBytes, timeoutMs: 15_000 }).catch(explain)
  if (status === 404) return []
  if (status === 401 || status === 403) throw new SourceError('failed', `The API refuses the credential (${status}).`)
  if (status === 400 || status === 422) throw new SourceError('refused', `The API refuses the question (${status}).`)
  if (status < 200 || status >= 300) throw new SourceError('failed', `The API answers ${status}.`)
  if (truncated) throw new SourceError('refused', 'The answer is too large. Ask for less.')
  const value = tryJson(body.toString())
  if (value === undefined) throw new SourceError('failed', 'The API does not answer JSON.')
  return value
}

/** Arguments become parts of the path or of the query, never of the host. */
function urlOf(settings: RestSettings, { path, parameters, name }: RestOperation, given: Readonly<Record<string, unknown>>) {
  let filled = path
  const search = new URLSearchParams()
  for (const parameter of parameters) {
    const value = given[parameter.name] ?? undefined
    if (value === undefined) {
      if (parameter.required) throw new SourceError('refused', `"${parameter.name}" of "${name}" is missing.`)
      continue
    }
    const text = checkValue(parameter.name, parameter.schema, value)
    if (parameter.in === 'query') search.set(parameter.name, text)
    else filled = filled.replaceAll(`{${parameter.name}}`, segment(parameter.name, text))
  }
  if (/[{}]/.test(filled)) throw new SourceError('refused', `A part of the path of "${name}" is missing.`)
  const query = search.size > 0 ? `?${search}` : ''
  return `${baseOf(settings).replace(/\/+$/, '')}${filled}${query}`
}

/** One segment of a path: `..` and the like would lead elsewhere. */
function segment(name: string, text: string) {
  if (text === '' || text === '.' || text === '..') throw new SourceError('refused', `"${name}" cannot be "${text}".`)
  return encodeURIComponent(text)
}

function checkValue(name: string, schema: Readonly<Record<string, unknown>>, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new SourceError('refused', `"${name}" is a single value.`)
  const number = Number(value)
  if (schema.type === 'integer' && !Number.isSafeInteger(number)) throw new SourceError('refused', `"${name}" is a whole number.`)
  if (schema.type === 'number' && !Number.isFinite(number)) throw new SourceError('refused', `"${name}" is a number.`)
  if (Array.isArray(schema.enum) && !schema.enum.some(allowed => String(allowed) === String(value)))
    throw new SourceError('refused', `"${name}" is one of: ${schema.enum.join(', ')}.`)
  return String(value).slice(0, 2000)
}

/** A list is rows; an object with one list in it is that list; anything else is one row. */
function toAnswer(body: unknown, { name }: RestOperation, { limits, scope }: SourceQuestion) {
  const hidden = hiddenColumns(scope?.hidden ?? [], name)
  const rows = rowsOf(body).map(row => withoutHidden(row, hidden) as Record<string, unknown>)
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].slice(0, 200)
  const collector = collectRows(columns, limits)
  for (const row of rows) if (!collector.add(columns.map(column => row[column] ?? null))) break
  return collector.answer()
}

function rowsOf(body: unknown): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.map(item => (isObject(item) ? item : { value: item }))
  if (!isObject(body)) return [{ value: body }]
  const lists = Object.values(body).filter(value => Array.isArray(value))
  return lists.length === 1 && lists[0]?.every(isObject) ? (lists[0] as Record<string, unknown>[]) : [body]
}

/** Hidden fields are left out however deep they are. */
function withoutHidden(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (hidden.size === 0) return value
  if (Array.isArray(value)) return value.map(item => withoutHidden(item, hidden))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !hidden.has(key.toLowerCase()))
      .map(([key, item]) => [key, withoutHidden(item, hidden)]),
  )
}

async function reachable(settings: RestSettings, { egress, signal }: Reach) {
  await egress.fetch(baseOf(settings), { signal, maxBytes: 10_000 }).catch(explain)
}

function baseOf({ base_url, spec }: RestSettings) {
  const base = base_url ?? specServer(spec)
  if (!base || !/^https?:\/\//i.test(base) || !URL.canParse(base))
    throw new SourceError('failed', 'The document names no server with a whole address. Set base_url.')
  return base
}

function explain(error: unknown): never {
  if (error instanceof EgressError) throw new SourceError('failed', error.message, { cause: error })
  throw error
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
