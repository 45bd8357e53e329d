import { setImmediate } from 'node:timers/promises'
import { execute, type GraphQLSchema, parse, validate } from 'graphql'
import { answerQuery } from './fake-queries.ts'
import type { FakeShopify } from './fake-shopify.ts'

/** Bulk operations: queries that the double runs against its own schema, and the files they become. */
export interface FakeBulk {
  /** Milliseconds that an operation takes. */
  delayMs: number
  /** Why none is begun; null when it is. */
  refusal: 'OPERATION_IN_PROGRESS' | 'LIMIT_REACHED' | 'ACCESS_DENIED' | null
  /** How operations end. */
  end: 'COMPLETED' | 'FAILED' | 'CANCELED' | 'EXPIRED' | 'RUNNING'
  /** Where files lie. */
  base: string
  /** The next so many downloads break off halfway. */
  breaks: number
  /** Status of downloads, when they fail. */
  failWith: number | null
  /** Whether a file is given from a place on. */
  ranges: boolean
  /** Told of each that begins. */
  began(): void
  readonly resolvers: Record<string, (given: Record<string, unknown>) => unknown>
  serve(request: Request): Promise<Response>
}

const page = 100
const pieceBytes = 40_000

export function createFakeBulk(schema: GraphQLSchema, fake: () => FakeShopify): FakeBulk {
  const files = new Map<string, Promise<Buffer>>()
  const find = (id: unknown) => fake().catalogue.bulkOperations.find(operation => operation.id === id)
  const fileOf = (id: string, query: string) => {
    const file = files.get(id) ?? writeFile(schema, fake(), query)
    files.set(id, file)
    return file
  }

  const bulk: FakeBulk = {
    delayMs: 0,
    refusal: null,
    end: 'COMPLETED',
    base: 'https://storage.googleapis.com/shopify-bulk/',
    breaks: 0,
    failWith: null,
    ranges: true,
    began: () => {},
    resolvers: {
      bulkOperationRunQuery({ query }) {
        const { bulkOperations } = fake().catalogue
        if (bulk.refusal === 'ACCESS_DENIED')
          throw Object.assign(new Error('Access denied for bulkOperationRunQuery.'), { extensions: { code: 'ACCESS_DENIED' } })
        const fault = bulk.refusal
          ? { code: bulk.refusal, message: 'A bulk query operation is already in progress' }
          : faultOf(schema, String(query))
        if (fault) return { userErrors: [fault], bulkOperation: null }
        const number = Date.now() * 100 + bulkOperations.length
        const operation = { id: `gid://shopify/BulkOperation/${number}`, query: String(query), createdAt: new Date().toISOString() }
        bulkOperations.push(operation)
        bulk.began()
        return { userErrors: [], bulkOperation: { ...operation, status: 'CREATED', type: 'QUERY', objectCount: '0', rootObjectCount: '0' } }
      },
      async bulkOperation({ id }) {
        const operation = find(id)
        if (!operation) return null
        const isDone = Date.now() - Date.parse(operation.createdAt) >= bulk.delayMs
        const status = operation.isCancelled ? 'CANCELED' : isDone ? bulk.end : 'RUNNING'
        const file = status === 'COMPLETED' ? await fileOf(operation.id, operation.query) : null
        return {
          ...operation,
          status,
          errorCode: status === 'FAILED' ? 'INTERNAL_SERVER_ERROR' : null,
          url: file && `${bulk.base}${operation.id.split('/').at(-1)}`,
          fileSize: file && String(file.length),
        }
      },
      bulkOperationCancel({ id }) {
        const operation = find(id)
        if (operation) operation.isCancelled = true
        return { userErrors: [], bulkOperation: null }
      },
    },
    async serve(request) {
      const operation = find(`gid://shopify/BulkOperation/${new URL(request.url).pathname.split('/').at(-1)}`)
      if (bulk.failWith) return new Response(null, { status: bulk.failWith })
      if (!operation) return new Response(null, { status: 404 })
      const file = await fileOf(operation.id, operation.query)
      const asked = bulk.ranges ? /^bytes=(\d+)-$/.exec(request.headers.get('range') ?? '')?.[1] : undefined
      const start = Number(asked ?? 0)
      const isBroken = bulk.breaks-- > 0
      const body = stream(file, start, isBroken ? start + (file.length - start) / 2 : null, () => fake().calls.push('BulkPiece'))
      const headers = { 'content-type': 'application/jsonl' }
      if (asked === undefined) return new Response(body, { headers })
      return new Response(body, {
        status: 206,
        headers: { ...headers, 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` },
      })
    },
  }
  return bulk
}

/** Shopify takes one connection, whose objects are asked for as nodes of edges. */
function faultOf(schema: GraphQLSchema, query: string) {
  const document = parse(query)
  const [definition] = document.definitions
  const roots = definition?.kind === 'OperationDefinition' ? definition.selectionSet.selections : []
  const isFit = validate(schema, document).length === 0 && roots.length === 1 && /^[^{]*\{[^{]*\{\s*edges \{\s*node \{/.test(query)
  return isFit ? null : { code: 'INVALID', message: 'Invalid bulk query' }
}

async function writeFile(schema: GraphQLSchema, fake: FakeShopify, query: string): Promise<Buffer> {
  const document = parse(query)
  const pages: Buffer[] = []
  for (let after = 0; ; after += page) {
    const { products, ...others } = answerQuery(fake)
    const rootValue = { ...others, products: (given: Record<string, unknown>) => products({ ...given, first: page, after }) }
    const { data, errors } = await execute({ schema, document, rootValue })
    if (errors) throw errors[0]
    const { edges } = (data as { products: { edges: { node: unknown }[] } }).products
    pages.push(Buffer.from(edges.map(({ node }) => `${JSON.stringify(node)}\n`).join('')))
    if (edges.length < page) return Buffer.concat(pages)
    await setImmediate()
  }
}

/** In pieces that end anywhere, even within a character. */
function stream(file: Buffer, start: number, breakAt: number | null, sent: () => void): ReadableStream<Uint8Array> {
  let place = start
  return new ReadableStream(
    {
      pull(controller) {
        if (breakAt !== null && place >= breakAt) return controller.error(new Error('The connection broke.'))
        if (place >= file.length) return controller.close()
        sent()
        controller.enqueue(new Uint8Array(file.subarray(place, place + pieceBytes)))
        place += pieceBytes
      },
    },
    { highWaterMark: 0 },
  )
}
