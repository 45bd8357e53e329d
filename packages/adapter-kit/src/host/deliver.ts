import type { Delivery } from '@craveva/contract/adapters'
import type { Channel } from '../channel.ts'
import { PlatformError } from '../platform-error.ts'
import { aborted } from './aborted.ts'
import type { DeploymentApi } from './api.ts'
import { contentOf } from './message-content.ts'
import { pause } from './pause.ts'
import { toMessageIds } from './progress.ts'
import { describeError } from './redact.ts'
import { createReplyWriter, type ReplyWriter } from './reply-writer.ts'
import type { Timings } from './timings.ts'
import { within } from './within.ts'

interface Needs {
  readonly api: DeploymentApi
  readonly channel: Channel
  readonly signal: AbortSignal
  readonly timings: Timings
  readonly secrets: readonly string[]
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
  /** Called with the ids of everything that was sent. */
  readonly onSent: (ids: readonly string[]) => void
  /** The platform does not accept the credentials any more. */
  readonly onSignedOut: (error: PlatformError) => void
}

/** A delivery as it is now, and as it will be when it is ready; null when it is deleted before. */
export interface Pending {
  readonly first: Delivery
  readonly ready: Promise<Delivery | null>
}

/** Attempts at an error that the adapter does not explain. */
const mostUnexplained = 5
const typingFailures = 3

/** Delivers one reply to its end: shown while it grows where the platform can, sent whole, tried again as the platform says, acknowledged. */
export async function deliver(needs: Needs, { first, ready }: Pending): Promise<void> {
  const { channel, signal, api } = needs
  const stopTyping = first.state === 'writing' ? keepTyping(channel, first, signal) : () => {}
  const writer = createWriter(needs, first)
  try {
    if (first.state === 'writing' && channel.pace !== 'whole') await showGrowing(needs, first, writer, ready)
    const delivery = await Promise.race([ready, aborted(signal)])
    if (!delivery) return
    stopTyping()
    const final = delivery === first ? writer : createWriter(needs, { ...delivery, message_ids: toMessageIds(writer.progress) })
    await finish(needs, delivery, final)
  } catch (error) {
    if (!signal.aborted)
      needs.log('a delivery could not be acknowledged', { delivery: first.delivery_id, error: describeError(error, needs.secrets) })
    if (!signal.aborted) await pause(needs.timings.retry, signal)
  } finally {
    stopTyping()
  }

  async function finish(all: Needs, delivery: Delivery, final: ReplyWriter) {
    const content = delivery.message ? contentOf(delivery.message) : { text: '', products: [], orders: [], files: [] }
    for (let attempt = 0; !signal.aborted; attempt++) {
      const problem = await final.finish(content).then(
        () => null,
        (error: unknown) => toPlatformError(error, attempt),
      )
      if (signal.aborted) return
      const messageIds = toMessageIds(final.progress)
      const tell = (state: 'delivered' | 'retry' | 'failed' | 'blocked', reason: string | null) =>
        api.client.acknowledge(
          { deployment_id: api.deploymentId, delivery_id: delivery.delivery_id, state, message_ids: messageIds, reason },
          api.call({ signal, maxRetries: 6 }),
        )
      if (!problem) return void (await tell('delivered', null))
      const reason = describeError(problem, all.secrets)
      if (problem.kind === 'blocked') return void (await tell('blocked', reason))
      if (problem.kind === 'refused') {
        all.log('the platform refuses a message', { delivery: delivery.delivery_id, reason })
        return void (await tell('failed', reason))
      }
      if (problem.kind === 'signed-out') return all.onSignedOut(problem)
      await tell('retry', reason)
      await pause(waitBefore(all.timings, attempt, problem.retryAfterMs), signal)
    }
  }
}

/** An error without an explanation is taken for one that passes, but not for ever. */
function toPlatformError(error: unknown, attempt: number) {
  if (error instanceof PlatformError) return error
  return new PlatformError(attempt + 1 < mostUnexplained ? 'retryable' : 'refused', error instanceof Error ? error.message : String(error))
}

const waitBefore = ({ retry, longestRetry }: Timings, attempt: number, asked: number | null) =>
  Math.max(asked ?? 0, Math.min(longestRetry, retry * 2 ** attempt) * (0.5 + Math.random() / 2))

function createWriter({ api, channel, signal, timings, onSent }: Needs, delivery: Delivery): ReplyWriter {
  return createReplyWriter(
    {
      channel,
      send: async (reply, previous) => {
        const sending = channel.deliver(delivery.address, reply, previous)
        try {
          const ids = await within(timings.deliver, sending, 'The platform did not take a message', 'uncertain')
          onSent(ids)
          return ids
        } catch (error) {
          if (error instanceof PlatformError) onSent(error.sent)
          throw error
        }
      },
      onProgress: async progress => {
        await api.client.acknowledge(
          {
            deployment_id: api.deploymentId,
            delivery_id: delivery.delivery_id,
            state: 'sending',
            message_ids: toMessageIds(progress),
          },
          api.call({ signal, maxRetries: 4 }),
        )
      },
      loadFile: async fileId => {
        const text = await api.client.file({ deployment_id: api.deploymentId, file_id: fileId }, api.call({ signal }))
        return text as Blob
      },
    },
    delivery,
  )
}

/** Follows the turn and shows its text as it grows, as often as the platform likes; what goes wrong here does not matter. */
async function showGrowing({ api, channel, signal, log }: Needs, delivery: Delivery, writer: ReplyWriter, ready: Pending['ready']) {
  if (!delivery.execution_id) return
  const over = new AbortController()
  const stop = () => over.abort()
  signal.addEventListener('abort', stop, { once: true })
  void ready.then(stop)
  let text = ''
  let changed = Promise.withResolvers<void>()
  const reading = (async () => {
    const input = { deployment_id: api.deploymentId, turn_id: delivery.execution_id ?? '' }
    for await (const part of api.client.turn(input, api.call({ signal: over.signal }))) {
      if (part.type === 'text-delta') text += part.text
      if (part.type === 'message') text = part.message.parts.map(inner => (inner.type === 'text' ? inner.text : '')).join('')
      if (part.type === 'finish') return
      changed.resolve()
    }
  })().catch(() => {})
  void reading.then(() => {
    stop()
    changed.resolve()
  })
  const every = channel.editEveryMs ?? 1000
  try {
    while (!over.signal.aborted) {
      await changed.promise
      changed = Promise.withResolvers()
      await pause(every, over.signal)
      if (over.signal.aborted) return
      await writer.grow(text)
    }
  } catch (error) {
    const wait = error instanceof PlatformError ? error.retryAfterMs : null
    log('an answer is not shown while it grows', { delivery: delivery.delivery_id, wait })
  } finally {
    stop()
    signal.removeEventListener('abort', stop)
    await reading
  }
}

/** Shows again and again that something is being written. */
function keepTyping({ typing }: Channel, { address, reply_to }: Delivery, signal: AbortSignal) {
  if (!typing) return () => {}
  let failures = 0
  const show = () => {
    if (failures < typingFailures)
      typing.show(address, reply_to).catch(() => {
        failures++
      })
  }
  show()
  const timer = setInterval(show, typing.everyMs)
  const stop = () => clearInterval(timer)
  signal.addEventListener('abort', stop, { once: true })
  return stop
}
