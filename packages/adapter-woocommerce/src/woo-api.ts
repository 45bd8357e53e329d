import { PlatformError } from '@craveva/adapter-kit/platform-error'
import library from '@woocommerce/woocommerce-rest-api'
import type { Reach } from './reach.ts'
import { NoRoute, readAnswer } from './read-answer.ts'

/** The REST API v3 of a shop, which needs keys, and the public one of its storefront. Calls reject with a `PlatformError`. */
export interface WooApi {
  /** Whether nobody on the way can read along. */
  readonly isSecure: boolean
  /** Such as `orders/5`. Null when there is none. */
  get(path: string, query: Query, signal: AbortSignal): Promise<unknown>
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body: Record<string, unknown>, signal: AbortSignal): Promise<unknown>
  /** What our plugin says of itself; a POST gives it the identity secret. Null where there is no plugin. */
  plugin(method: 'GET' | 'POST', body: Record<string, unknown> | null, signal: AbortSignal): Promise<unknown>
  /** The Store API: what visitors of the shop see, without keys. */
  store(path: string, query: Query, signal: AbortSignal): Promise<unknown>
  /** The shop's front page as visitors get it; null where it is none. */
  frontPage(signal: AbortSignal): Promise<string | null>
  /** WordPress itself, without keys. */
  wordpress(path: string, query: Query, signal: AbortSignal): Promise<unknown>
}

export type Query = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>

export interface WooKeys {
  readonly url: string
  readonly consumerKey: string
  readonly consumerSecret: string
  /** Keys in the address instead of the `Authorization` header, which some servers drop; https only. */
  readonly keysInAddress: boolean
}

const timeoutMs = 20_000
const maxBytes = 12_000_000

// Under Node the module of this CommonJS package is an object with the class as `default`, whatever its types say.
const Client = ((library as unknown as { default?: typeof library }).default ?? library) as unknown as LibraryClass

type LibraryClass = new (options: Record<string, unknown>) => Library
interface Library {
  get(path: string, query?: Query): Promise<{ data: unknown }>
  post(path: string, body: unknown): Promise<{ data: unknown }>
  put(path: string, body: unknown): Promise<{ data: unknown }>
  delete(path: string, query?: Query): Promise<{ data: unknown }>
}

export function createWooApi({ url, consumerKey, consumerSecret, keysInAddress }: WooKeys, reach: Reach): WooApi {
  // Over http the address is signed, and the shop has its own without capitals and the usual port.
  const base = (URL.parse(url)?.href ?? url).replace(/\/+$/, '')
  const keyed = (signal: AbortSignal, version = 'wc/v3') =>
    new Client({
      url: base,
      consumerKey,
      consumerSecret,
      version,
      queryStringAuth: keysInAddress,
      timeout: timeoutMs,
      axiosConfig: {
        adapter: throughReach(reach, answer => readAnswer(answer, { base, api: version, isOpen: false }), signal),
        maxRedirects: 0,
        proxy: false,
      },
    })
  const open = async (api: string, path: string, query: Query, signal: AbortSignal) => {
    const answer = await asked(reach(`${base}/wp-json/${api}/${path}${toQuery(query)}`, { timeoutMs, maxBytes, signal }))
    return readAnswer(answer, { base, api, isOpen: true })
  }
  return {
    isSecure: base.startsWith('https:'),
    get: (path, query, signal) => told(keyed(signal).get(path, query)),
    send: (method, path, body, signal) => {
      const client = keyed(signal)
      if (method === 'POST') return told(client.post(path, body))
      return told(method === 'PUT' ? client.put(path, body) : client.delete(path, body as Query))
    },
    plugin: (method, body, signal) => {
      const client = keyed(signal, 'wc-craveva/v1')
      return told(method === 'GET' ? client.get('connection') : client.post('connection', body)).catch(ifNoRoute)
    },
    store: (path, query, signal) => open('wc/store/v1', path, query, signal),
    frontPage: signal => readPage(reach, `${base}/`, signal),
    wordpress: (path, query, signal) => open('wp/v2', path, query, signal).catch(ifNoRoute),
  }
}

/** A page of the shop; what leads on to another page of it is followed, as from the shop itself to one of its languages. */
async function readPage(reach: Reach, url: string, signal: AbortSignal, steps = 3): Promise<string | null> {
  const { status, headers, body } = await asked(reach(url, { timeoutMs, maxBytes, signal }))
  if (status === 200) return body.toString('utf8')
  const next = status >= 300 && status < 400 ? URL.parse(headers.location ?? '', url) : null
  return next && steps > 0 && next.origin === new URL(url).origin ? readPage(reach, next.href, signal, steps - 1) : null
}

/** A part of WordPress that need not be there. */
function ifNoRoute(error: unknown): null {
  if (error instanceof NoRoute) return null
  throw error
}

interface AxiosRequest {
  readonly url: string
  readonly method: string
  readonly params?: Record<string, unknown>
  readonly headers: Record<string, unknown>
  readonly data?: string
  readonly auth?: { readonly username: string; readonly password: string }
}

/** The library brings axios, whose own way to the network looks at no address: this is ours. */
const throughReach =
  (reach: Reach, read: (answer: Awaited<ReturnType<Reach>>) => unknown, signal: AbortSignal) => async (config: AxiosRequest) => {
    const answer = await asked(
      reach(config.url + toQuery(notYetIn(config.url, config.params ?? {}), config.url.includes('?')), {
        method: config.method.toUpperCase() as 'GET',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(config.auth
            ? { authorization: `Basic ${Buffer.from(`${config.auth.username}:${config.auth.password}`).toString('base64')}` }
            : {}),
        },
        ...(config.data === undefined ? {} : { body: config.data }),
        timeoutMs,
        maxBytes,
        signal,
      }),
    )
    const { status, headers } = answer
    return { data: read(answer), status, statusText: '', headers, config: {}, request: null }
  }

/** What the library signs over http stands in the address already, and once more beside the signature. */
function notYetIn(url: string, params: Record<string, unknown>): Record<string, unknown> {
  const known = new URL(url).searchParams
  return Object.fromEntries(Object.entries(params).filter(([name]) => !known.has(name)))
}

async function told(call: Promise<{ data: unknown }>): Promise<unknown> {
  try {
    return (await call).data
  } catch (error) {
    // Errors of axios carry the keys in their configuration: nothing of them goes on.
    if (error instanceof PlatformError) throw error
    throw new PlatformError('retryable', 'The shop could not be asked.')
  }
}

async function asked<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    throw new PlatformError('retryable', `The shop does not answer: ${(error as Error).message}`)
  }
}

/** Lists as WordPress reads them: `include[]=1&include[]=2`. */
function toQuery(query: Readonly<Record<string, unknown>>, goesOn = false): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) search.append(`${name}[]`, String(item))
    else if (value !== undefined && value !== null) search.append(name, String(value))
  }
  const text = search.toString()
  return text === '' ? '' : `${goesOn ? '&' : '?'}${text}`
}
