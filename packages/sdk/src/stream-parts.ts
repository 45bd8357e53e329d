import { type Operation, operations } from '@craveva/contract/operations'
import type { StreamPart } from '@craveva/contract/stream'
import type { StreamOptions } from './client-types.ts'
import { ApiError, ConnectionError } from './errors.ts'
import type { Values } from './locate.ts'
import { randomKey } from './random-key.ts'
import { retryWait } from './retry.ts'
import { readEvents } from './sse.ts'
import type { Transport } from './transport.ts'

/** How often in a row a lost stream is taken up again. */
const mostResumes = 5

/**
 * What a stream tells. A lost connection is taken up after the last event that arrived, on whichever server answers; a `start` or `message`
 * that comes again replaces what was told of the turn before. An answer ends with its `finish`; a conversation that is
 * followed ends when the server closes it. The stream of an execution cannot be taken up once it has begun.
 */
export async function* streamParts(
  transport: Transport,
  operation: Operation,
  input: Values,
  options: StreamOptions,
): AsyncGenerator<StreamPart> {
  const isAnswer = operation.stream === 'on-request'
  const place = startingPlace(operation, input, options)
  for (let lost = 0; ; ) {
    try {
      for await (const event of readEvents(await open(transport, operation, options, place))) {
        lost = 0
        const part: StreamPart = JSON.parse(event.data)
        remember(place, part, event.id, options)
        yield part
        if (isAnswer && part.type === 'finish') return
      }
      if (!isAnswer && !place.inTurn) return
      throw new ConnectionError('The stream ended before its answer did')
    } catch (error) {
      options.signal?.throwIfAborted()
      const cause = error instanceof ApiError ? error : new ConnectionError('The stream broke off', { cause: error })
      const wait = canGoOn(operation, place) && lost < (options.maxRetries ?? mostResumes) ? retryWait(cause, lost) : null
      if (wait === null) throw cause
      await transport.pause(wait, options.signal)
      lost++
    }
  }
}

/** Asking again is right as long as nothing came; afterwards only a place to go on from will do. */
const canGoOn = (operation: Operation, place: Place) => operation.stream === 'always' || place.conversationId !== null || !place.inTurn

/** How far a stream has come, and with what it is asked for. */
interface Place {
  readonly input: Values
  readonly idempotencyKey: string
  conversationId: string | null
  visitorToken: string | undefined
  lastEventId: string
  /** Parts of a turn have come, but not its end. */
  inTurn: boolean
}

function startingPlace(operation: Operation, input: Values, { visitorToken, lastEventId = '', idempotencyKey }: StreamOptions): Place {
  const key = idempotencyKey ?? randomKey()
  // With an id of its own a message that is sent again, because its answer was lost, is not asked twice.
  const named = operation === operations.chat.send ? { client_message_id: key, ...input } : input
  return { input: named, idempotencyKey: key, conversationId: null, visitorToken, lastEventId, inTurn: false }
}

function remember(place: Place, part: StreamPart, eventId: string, { onEventId }: StreamOptions) {
  if (eventId && eventId !== place.lastEventId) {
    place.lastEventId = eventId
    onEventId?.(eventId)
  }
  place.inTurn = part.type !== 'finish'
  if (part.type !== 'start') return
  place.conversationId = part.conversation_id
  place.visitorToken = part.visitor_token ?? place.visitorToken
}

function open(transport: Transport, operation: Operation, options: StreamOptions, place: Place) {
  const { input, conversationId, idempotencyKey, visitorToken, lastEventId } = place
  const headers = { ...options.headers, accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) }
  const call = { ...options, headers, idempotencyKey, visitorToken, maxRetries: 0 }
  if (conversationId === null || operation.stream === 'always') return transport.send(operation, input, call, bodyOf)
  return transport.send(operations.chat.stream, { agent_id: input.agent_id, conversation_id: conversationId }, call, bodyOf)
}

async function bodyOf(response: Response): Promise<ReadableStream<Uint8Array>> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (!isStream || !response.body) throw new ConnectionError('The API answered without a stream. Is there a proxy that buffers?')
  return response.body
}
