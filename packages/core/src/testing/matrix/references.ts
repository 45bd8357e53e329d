import { z } from 'zod'
import type { TestApp } from '../create-test-app.ts'
import { endpoints, pathWith } from '../endpoints.ts'
import { rawRequest } from '../raw-request.ts'
import { sampleInput } from '../sample-input.ts'
import { leaksIn } from './leaks.ts'
import type { World } from './prepare-world.ts'

interface Reference {
  readonly name: string
  readonly field: string
  readonly place: 'body' | 'query'
  /** `agent` of `agent_1`. */
  readonly kind: string
}

/**
 * Sends ids of the other company in bodies and queries, wherever a shape says that an id belongs: the answer must be the very one that an id
 * which nothing has gets. What it changes, it changes in the caller's own company.
 */
export async function tryReferences(app: TestApp, { first, second }: World) {
  const failures: string[] = []
  const references = allReferences()
  let tried = 0
  for (const reference of references) {
    const theirs = Object.values(second.params).find(value => value.startsWith(`${reference.kind}_`))
    if (!theirs) continue
    tried++
    const ask = async (id: string) => {
      const named = endpoints.find(({ name }) => name === reference.name)
      if (!named) throw new Error(`${reference.name} is gone`)
      const { method, path } = { method: named.endpoint.operation.method, path: `/api/v1${pathWith(named.endpoint, first.params)}` }
      const inBody = { ...sampleInput(named.endpoint.body), [reference.field]: reference.field.endsWith('s') ? [id] : id }
      const query = reference.place === 'query' ? `?${reference.field}=${id}` : ''
      const body = method === 'GET' ? {} : { body: JSON.stringify(reference.place === 'body' ? inBody : sampleInput(named.endpoint.body)) }
      const headers = { authorization: `Bearer ${first.owner.token}`, ...('body' in body ? { 'content-type': 'application/json' } : {}) }
      return rawRequest(app.apiUrl, { method, path: path + query, headers, ...body })
    }
    const what = `${reference.name} with another company’s ${reference.field} in the ${reference.place}`
    const nothing = `${reference.kind}_${'0'.repeat(26)}`
    const [answer, unknown] = [await ask(theirs), await ask(nothing)]
    const same = (value: unknown, id: string) =>
      JSON.stringify(value)
        .replaceAll(id, 'ID')
        .replaceAll(/"(req|exec)_\w+"|"\d{4}-[^"]+Z"|\d+\.\d+/g, '')
    if (answer.status !== unknown.status || (answer.status >= 400 && same(answer.body, theirs) !== same(unknown.body, nothing)))
      failures.push(
        `${what}: ${answer.status} ${JSON.stringify(answer.body)}, and for nothing: ${unknown.status} ${JSON.stringify(unknown.body)}`,
      )
    const leaks = leaksIn(answer, second, theirs, false)
    if (leaks.length > 0) failures.push(`${what} told ${leaks.join(', ')}`)
  }
  return { tried, failures }
}

interface Field {
  readonly description?: string
  readonly items?: Field
  readonly anyOf?: readonly Field[]
}

function allReferences(): Reference[] {
  return endpoints
    .filter(({ endpoint }) => endpoint.operation.access.kind === 'user' && endpoint.operation.request !== 'multipart')
    .flatMap(({ name, endpoint }) =>
      (['body', 'query'] as const).flatMap(place => {
        const { properties = {} } = z.toJSONSchema(endpoint[place], { io: 'input', unrepresentable: 'any' })
        return Object.entries(properties).flatMap(([field, schema]) => {
          const kind = kindOf(schema as Field)
          return kind ? [{ name, field, place, kind }] : []
        })
      }),
    )
}

/** The kind of id that a field holds, which the shape of every id tells in its description. */
const kindOf = ({ description = '', items, anyOf = [] }: Field): string | undefined =>
  /^Opaque id with the prefix `(\w+)_`/.exec(description)?.[1] ?? (items && kindOf(items)) ?? anyOf.map(kindOf).find(Boolean)
