import type { Settings } from '../../../crypto/secret-settings.ts'

/** One operation of an API that only reads. */
export interface RestOperation {
  /** Its `operationId`, or made of its path. */
  readonly name: string
  /** The name of the tool. */
  readonly tool: string
  readonly description: string
  /** `GET /orders/{id}` */
  readonly location: string
  readonly path: string
  readonly parameters: readonly RestParameter[]
  /** JSON Schema of what is filled in, without the parameters that are bound. */
  argumentsSchema(bound: ReadonlySet<string>): Record<string, unknown>
}

export interface RestParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Readonly<Record<string, unknown>>
  readonly description: string
}

type Json = Readonly<Record<string, unknown>>

const mostOperations = 200
const kept = new Map<string, readonly RestOperation[]>()

/** The GET operations that the stored OpenAPI document of a source describes (versions 3.0 and 3.1). Empty when it cannot be read. */
export function listOperations({ spec }: Settings): readonly RestOperation[] {
  if (typeof spec !== 'string') return []
  const known = kept.get(spec)
  if (known) return known
  const operations = readOperations(spec)
  if (kept.size >= 100) kept.delete(kept.keys().next().value ?? '')
  kept.set(spec, operations)
  return operations
}

/** The address that paths are below, as far as the document names one. */
export function specServer(spec: string): string | null {
  const document = parse(spec)
  const [server] = Array.isArray(document?.servers) ? document.servers : []
  return isObject(server) && typeof server.url === 'string' ? server.url : null
}

function readOperations(spec: string): RestOperation[] {
  const document = parse(spec)
  if (!document || !isObject(document.paths)) return []
  const operations: RestOperation[] = []
  const taken = new Set<string>()
  for (const [path, item] of Object.entries(document.paths)) {
    if (!isObject(item) || !isObject(item.get) || !path.startsWith('/') || operations.length >= mostOperations) continue
    const given = [...asList(item.parameters), ...asList(item.get.parameters)].map(entry => resolve(document, entry))
    const parameters = given.flatMap(entry => toParameter(document, entry))
    const name = String(item.get.operationId ?? `get ${path}`).slice(0, 100)
    const tool = toolName(name, taken)
    taken.add(tool)
    operations.push({
      name,
      tool,
      description:
        [item.get.summary, item.get.description]
          .filter(text => typeof text === 'string')
          .join('. ')
          .slice(0, 800) || `Reads ${path}`,
      location: `GET ${path}`,
      path,
      parameters: [...new Map(parameters.map(parameter => [`${parameter.in} ${parameter.name}`, parameter])).values()],
      argumentsSchema(bound) {
        const asked = this.parameters.filter(parameter => !bound.has(parameter.name))
        return {
          type: 'object',
          properties: Object.fromEntries(
            asked.map(({ name: key, schema, description }) => [key, { ...schema, ...(description ? { description } : {}) }]),
          ),
          required: asked.filter(({ required }) => required).map(parameter => parameter.name),
          additionalProperties: false,
        }
      },
    })
  }
  return operations
}

function toParameter(document: Json, given: Json): RestParameter[] {
  const { name, in: place, required, schema, description } = given
  if (typeof name !== 'string' || (place !== 'path' && place !== 'query')) return []
  const resolved = resolve(document, schema)
  const { type, enum: values, format, minimum, maximum, default: standard } = resolved
  const scalar = ['string', 'integer', 'number', 'boolean'].includes(String(type)) ? { type } : { type: 'string' }
  return [
    {
      name,
      in: place,
      required: place === 'path' || required === true,
      schema: clean({ ...scalar, enum: values, format, minimum, maximum, default: standard }),
      description: typeof description === 'string' ? description.slice(0, 300) : '',
    },
  ]
}

/** Small letters, digits and underscores, numbered where it is taken. */
function toolName(name: string, taken: ReadonlySet<string>) {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  const base = (/^[a-z]/.test(words) ? words : `get_${words}`).slice(0, 60)
  let unique = base
  for (let number = 2; taken.has(unique); number++) unique = `${base}_${number}`
  return unique
}

/** A reference within the document followed, some steps deep. */
function resolve(document: Json, value: unknown): Json {
  let found = value
  for (let depth = 0; depth < 10 && isObject(found) && typeof found.$ref === 'string'; depth++) {
    if (!found.$ref.startsWith('#/')) return {}
    let at: unknown = document
    for (const key of found.$ref.slice(2).split('/')) {
      const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
      at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined
    }
    found = at
  }
  return isObject(found) ? found : {}
}

function parse(spec: string): Json | null {
  try {
    const document: unknown = JSON.parse(spec)
    return isObject(document) ? document : null
  } catch {
    return null
  }
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const clean = (schema: Json) => Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
