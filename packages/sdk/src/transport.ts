import type { Operation } from '@craveva/contract/operations'
import type { CallOptions } from './client-types.ts'
import { ApiError, ConnectionError, readApiError } from './errors.ts'
import { apiBase, locate, type Values } from './locate.ts'
import { randomKey } from './random-key.ts'
import { retryWait, sleep } from './retry.ts'
import type { TokenSource } from './token-source.ts'
import { fetchCounted, isBrowser, requestCounted, toForm, type Upload } from './upload.ts'

export interface TransportOptions {
  /** Address of the API, with or without `/api/v1`. */
  readonly baseUrl: string
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds for one attempt: 60 s; ten times as much where a model answers or files are sent. */
  readonly timeoutMs?: number | undefined
  /** Attempts after the first: 2. */
  readonly maxRetries?: number | undefined
  /** Waits between attempts. Replaced in tests. */
  readonly pause?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined
}

export interface Transport {
  /** Sends a call and reads its answer with `read`, all within one attempt's time; tries again what may pass. */
  send<T>(operation: Operation, input: Values, options: CallOptions, read: (response: Response) => Promise<T>): Promise<T>
  pause(ms: number, signal?: AbortSignal): Promise<void>
}

export function createTransport(settings: TransportOptions, tokens: TokenSource): Transport {
  const base = apiBase(settings.baseUrl)
  const pause = settings.pause ?? sleep

  const send: Transport['send'] = async (operation, input, options, read) => {
    const request = prepare(operation, input, options)
    const maxRetries = options.maxRetries ?? settings.maxRetries ?? 2
    const timeoutMs = options.timeoutMs ?? (settings.timeoutMs ?? 60_000) * (isSlow(operation) ? 10 : 1)
    const attempt = (token: string | null) =>
      withinTime(timeoutMs, options.signal, async signal => {
        const response = await dispatch(settings.fetch ?? globalThis.fetch, base + request.path, request, token, signal)
        if (!response.ok) throw await readApiError(response)
        const etag = response.headers.get('etag')
        if (etag !== null) options.onEtag?.(etag)
        return read(response)
      })

    let token = operation.access.kind === 'public' ? null : await tokens.current()
    let renewed = false
    for (let tried = 0; ; ) {
      try {
        return await attempt(token)
      } catch (error) {
        if (isRefused(error) && !renewed && operation.access.kind !== 'public') {
          renewed = true
          token = await tokens.renew(token)
          if (token) continue
        }
        const wait = tried < maxRetries ? retryWait(error, tried) : null
        if (wait === null) throw error
        await pause(wait, options.signal)
        tried++
      }
    }
  }

  return { send, pause }
}

interface Prepared {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly upload: { readonly form: FormData; readonly onProgress: Upload['onProgress'] } | null
}

/** What all attempts have in common, above all the idempotency key. */
function prepare(operation: Operation, input: Values, options: CallOptions): Prepared {
  const { method } = operation
  const isUpload = operation.request === 'multipart'
  const { files, onProgress, ...values } = input as Values & Partial<Upload>
  const { path, body } = locate(operation, isUpload ? values : input)
  const sendsJson = !isUpload && (method === 'POST' || method === 'PUT')
  return {
    method,
    path,
    headers: {
      accept: 'application/json',
      ...(sendsJson && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': options.idempotencyKey ?? randomKey() }),
      ...(options.ifMatch && { 'if-match': options.ifMatch }),
      ...(options.visitorToken && { 'x-visitor-token': options.visitorToken }),
      ...options.headers,
    },
    body: sendsJson ? JSON.stringify(body) : null,
    upload: isUpload ? { form: toForm(body, files ?? []), onProgress } : null,
  }
}

function dispatch(fetch: typeof globalThis.fetch, url: string, request: Prepared, token: string | null, signal: AbortSignal) {
  const headers = { ...request.headers, ...(token && { authorization: `Bearer ${token}` }) }
  const init: RequestInit = { method: request.method, headers, signal, credentials: 'omit' }
  if (!request.upload) return fetch(url, { ...init, body: request.body })
  const { form, onProgress } = request.upload
  if (!onProgress) return fetch(url, { ...init, body: form })
  return isBrowser() ? requestCounted(url, init, form, onProgress) : fetchCounted(fetch, url, init, form, onProgress)
}

/** Whatever goes wrong becomes an `ApiError` or a `ConnectionError`, but for the caller's own cancelling, which throws its reason. */
async function withinTime<T>(timeoutMs: number, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal?.throwIfAborted()
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new ConnectionError(`No answer within ${timeoutMs / 1000} s`)), timeoutMs)
  try {
    return await work(signal ? AbortSignal.any([late.signal, signal]) : late.signal)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (late.signal.aborted) throw late.signal.reason
    if (error instanceof ApiError || error instanceof ConnectionError) throw error
    throw new ConnectionError('The API cannot be reached, or its answer broke off', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ConnectionError(
      `${URL.parse(response.url)?.origin ?? 'The server'} did not answer with JSON. Is it the address of the API?`,
      { cause },
    )
  }
}

const isRefused = (error: unknown) => error instanceof ApiError && error.status === 401

const isSlow = ({ stream, request }: Operation) => stream !== undefined || request === 'multipart'
