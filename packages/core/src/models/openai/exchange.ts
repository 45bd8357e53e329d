import type { Dispatcher } from 'undici'
import type { ModelPart, ModelRequest } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { createAnswerReader } from './answer-reader.ts'
import type { Endpoint } from './base-url.ts'
import { createPartQueue } from './part-queue.ts'
import { requestBody } from './request-body.ts'
import { type BodyReader, bodyReader } from './response-body.ts'
import { startWatch, type Timeouts } from './watch.ts'

export interface Connection {
  readonly provider: string
  readonly endpoint: Endpoint
  readonly apiKey: string
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly dispatcher: Dispatcher
  readonly timeouts: Timeouts
}

/**
 * Sends one request and hands out its answer as it comes. Ends in one of four ways, each of which frees the connection:
 * the answer is complete; a fault (`ModelError`); the request's signal (throws its reason); the consumer stops.
 */
export function startExchange(connection: Connection, request: ModelRequest): AsyncIterator<ModelPart, undefined> {
  const { provider, endpoint, dispatcher } = connection
  const { signal } = request
  let controller: Dispatcher.DispatchController | null = null
  let body: BodyReader | null = null
  let over = false

  const stop = (error: Error | null, atOnce = false) => {
    if (over) return
    over = true
    watch.stop()
    signal.removeEventListener('abort', onAbort)
    if (error) queue.fail(error, atOnce)
    else queue.end()
  }
  const hangUp = () => controller?.abort(hungUp)
  const fail = (error: unknown) => {
    stop(asModelError(error, connection))
    hangUp()
  }
  const onAbort = () => {
    stop(signal.reason instanceof Error ? signal.reason : new Error('The request was cancelled', { cause: signal.reason }), true)
    hangUp()
  }
  const complete = () => {
    body?.end()
    stop(null)
  }
  const unlessOver = (step: () => void) => {
    if (over) return
    try {
      step()
    } catch (error) {
      fail(error)
    }
  }

  const queue = createPartQueue(() => {
    stop(null)
    hangUp()
  })
  const watch = startWatch(connection.timeouts, provider, error => (over ? hangUp() : fail(error)))
  const answer = createAnswerReader({ provider, model: request.model }, queue.push)

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started
      if (over) hangUp()
    },
    onResponseStart: (_controller, status, headers) =>
      unlessOver(() => {
        watch.touch()
        body = bodyReader({ provider, model: request.model, status, headers }, answer)
      }),
    onResponseData: (_controller, chunk) =>
      unlessOver(() => {
        watch.touch()
        body?.write(chunk)
        if (!body?.isDone()) return
        complete()
        watch.drain()
      }),
    onResponseEnd() {
      unlessOver(complete)
      watch.stop()
    },
    onResponseError(_controller, error) {
      unlessOver(body ? complete : () => fail(unreachable(error, connection)))
      watch.stop()
    },
  }

  const send = () => {
    const body = requestBody(request)
    dispatcher.dispatch({ ...endpoint, method: 'POST', headers: [...connection.headers], body, headersTimeout: 0, bodyTimeout: 0 }, handler)
  }

  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  else unlessOver(send)
  return queue
}

const hungUp = new Error('The answer is no longer wanted')

/** A fault of any kind as ours, without the key, which some gateways repeat when they refuse it. */
function asModelError(error: unknown, { provider, apiKey }: Connection): ModelError {
  if (!(error instanceof ModelError)) return new ModelError('server_error', `${provider} could not be asked.`, { cause: error })
  if (!apiKey || !error.message.includes(apiKey)) return error
  return new ModelError(error.kind, error.message.replaceAll(apiKey, '[key]'), { retryAfterMs: error.retryAfterMs })
}

function unreachable(error: Error, { provider, endpoint }: Connection) {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  const message = `${provider} cannot be reached at ${endpoint.origin} (${code}). Check that it runs and that its address is right.`
  return new ModelError('unreachable', message, { cause: error })
}
