import { createHmac } from 'node:crypto'
import { type ExecutionResult, execute, type GraphQLSchema, parse, validate } from 'graphql'
import { readSessionToken } from '../app/session-token.ts'
import type { ShopifyFetch } from '../library.ts'
import { createFakeBulk, type FakeBulk } from './fake-bulk.ts'
import { type FakeCatalogue, fakeCatalogue } from './fake-catalogue.ts'
import { answerQuery } from './fake-queries.ts'
import { queryCost } from './query-cost.ts'
import { signSessionToken } from './sign-session-token.ts'

const mostCost = 1000

/**
 * A Shopify shop: queries are validated and executed against Shopify's own schema, over a small catalogue; OAuth, its tokens and its signatures are
 * those of the documentation. It is no server: `fetch` answers in its place, so that nothing leaves the process.
 */
export interface FakeShopify {
  readonly shop: string
  readonly clientId: string
  readonly clientSecret: string
  readonly fetch: ShopifyFetch
  readonly catalogue: FakeCatalogue
  /** Operations that were asked for. */
  readonly calls: string[]
  /** Access tokens that are good, with the refresh token of each. */
  readonly tokens: Map<string, string>
  /** So many of the next queries find too few points. */
  throttled: number
  failWith: number | null
  /** Seconds that new tokens last. */
  expiresIn: number
  code: string
  /** The version of the Admin API that it says it answers in. */
  answersIn: string
  readonly bulk: FakeBulk
  /** The query with which Shopify leads back from an installation, signed. */
  signedQuery(query: Record<string, string>, signator?: 'admin' | 'appProxy'): URLSearchParams
  /** What App Bridge gives to a page in the shop's admin; with other claims where they are given. */
  sessionToken(claims?: Readonly<Record<string, unknown>>): string
  webhook(topic: string, payload: unknown, secret?: string): { readonly headers: Record<string, string>; readonly body: string }
}

/** Makes it with the goods that the suite asks for, unless others are given. */
export function createFakeShopify(
  schema: GraphQLSchema,
  contents: Partial<FakeCatalogue> = {},
  shop = 'harbour.myshopify.com',
): FakeShopify {
  let last = 0
  const fake: FakeShopify = {
    shop,
    clientId: 'a'.repeat(32),
    clientSecret: 'shpss_the_secret_of_the_app',
    catalogue: { ...fakeCatalogue(), ...contents },
    calls: [],
    tokens: new Map(),
    throttled: 0,
    failWith: null,
    expiresIn: 3600,
    code: 'a-code',
    answersIn: '2026-10',
    bulk: createFakeBulk(schema, () => fake),
    fetch: (async (input, init) => {
      const request = new Request(input, init)
      const { hostname, pathname } = new URL(request.url)
      if (hostname === 'storage.googleapis.com') return fake.bulk.serve(request)
      if (hostname !== fake.shop) throw new Error(`${hostname} is not reached in tests.`)
      if (fake.failWith) return Response.json({ errors: 'A fault' }, { status: fake.failWith })
      if (pathname === '/admin/oauth/access_token') return giveToken((await request.json()) as Record<string, string>)
      if (pathname !== '/admin/api/2026-10/graphql.json') return new Response(null, { status: 404 })
      if (!fake.tokens.has(request.headers.get('x-shopify-access-token') ?? ''))
        return Response.json({ errors: '[API] Invalid API key or access token' }, { status: 401 })
      const answer = await ask((await request.json()) as { query: string; variables: Record<string, unknown> })
      return Response.json(answer, { headers: { 'x-shopify-api-version': fake.answersIn } })
    }) as ShopifyFetch,
    signedQuery(query, signator = 'admin') {
      const full: Record<string, string> = { shop: fake.shop, timestamp: String(Math.floor(Date.now() / 1000)), ...query }
      const names = Object.keys(full).sort()
      const text = names.map(name => `${name}=${full[name]}`).join(signator === 'admin' ? '&' : '')
      const digest = createHmac('sha256', fake.clientSecret).update(text).digest('hex')
      return new URLSearchParams({ ...full, [signator === 'admin' ? 'hmac' : 'signature']: digest })
    },
    sessionToken: claims => signSessionToken(fake, claims),
    webhook(topic, payload, secret = fake.clientSecret) {
      const body = JSON.stringify(payload)
      const headers = {
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': fake.shop,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': `delivery-${++last}`,
        'x-shopify-event-id': `event-${topic}-${createHmac('sha256', 'event').update(body).digest('hex').slice(0, 12)}`,
        'x-shopify-triggered-at': new Date().toISOString(),
        'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      }
      return { headers, body }
    },
  }

  function giveToken(given: Record<string, string>): Response {
    const isApp = given.client_id === fake.clientId && given.client_secret === fake.clientSecret
    const known = [...fake.tokens].find(([, refresh]) => refresh === given.refresh_token)
    const exchanges = given.grant_type === 'urn:ietf:params:oauth:grant-type:token-exchange'
    const isGranted = exchanges
      ? given.requested_token_type === 'urn:shopify:params:oauth:token-type:offline-access-token' &&
        given.subject_token_type === 'urn:ietf:params:oauth:token-type:id_token' &&
        readSessionToken(given.subject_token ?? '', fake) === fake.shop
      : given.grant_type === 'refresh_token'
        ? known !== undefined
        : given.code === fake.code
    if (!isApp || !isGranted) return Response.json({ error: 'invalid_request' }, { status: 400 })
    if (known) fake.tokens.delete(known[0])
    const [access, refresh] = [`shpat_${++last}`, `shprt_${++last}`]
    fake.tokens.set(access, refresh)
    const ends = given.expiring === '1' || given.grant_type === 'refresh_token'
    return Response.json({
      access_token: access,
      scope: 'read_products,read_inventory,read_orders,read_customers,read_legal_policies,read_themes',
      ...(ends ? { expires_in: fake.expiresIn, refresh_token: refresh, refresh_token_expires_in: 7_776_000 } : {}),
    })
  }

  async function ask({ query, variables }: { query: string; variables: Record<string, unknown> }): Promise<ExecutionResult> {
    const document = parse(query)
    const errors = validate(schema, document)
    if (errors.length > 0) return { errors }
    fake.calls.push(/\b(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '')
    const cost = queryCost(schema, document, variables)
    if (cost > mostCost) {
      const extensions = { code: 'MAX_COST_EXCEEDED', cost, maxCost: mostCost }
      const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${mostCost}).`
      return { errors: [{ message, extensions }] } as unknown as ExecutionResult
    }
    if (fake.throttled > 0) {
      fake.throttled--
      const cost = {
        requestedQueryCost: 60,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 50, restoreRate: 100 },
      }
      return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } } as unknown as ExecutionResult
    }
    return execute({ schema, document, rootValue: { ...answerQuery(fake), ...fake.bulk.resolvers }, variableValues: variables })
  }
  return fake
}
