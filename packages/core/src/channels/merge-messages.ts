import { maxInputLength } from '@craveva/contract/executions'
import type { StoredInboundEvent } from '@craveva/contract/inbound-events'

interface Waiting {
  readonly event_id: string
  readonly seq: number
  readonly state: string
  readonly is_overdue: boolean
  readonly event: StoredInboundEvent
}

/** A message of a burst, as it goes into the one that is answered. */
export interface Merged extends Waiting {
  readonly text: string
  readonly message_id: string
}

/**
 * The messages of a burst in the order in which the visitor wrote them, as many as fit into one input. An edit takes the place of the message
 * it changes; of one that was answered before, it is a message of its own.
 */
export function mergeMessages(events: readonly Waiting[]): Merged[] {
  const merged: Merged[] = []
  for (const waiting of events) {
    const { event } = waiting
    if (event.kind !== 'message' && event.kind !== 'edited') break
    const earlier = event.kind === 'edited' ? merged.findIndex(({ message_id }) => message_id === event.message_id) : -1
    const before = merged[earlier]
    if (before) {
      merged[earlier] = { ...before, text: event.text }
      merged.push({ ...waiting, text: '', message_id: event.message_id })
    } else {
      const quote = event.kind === 'message' && event.quote ? `> ${event.quote.replaceAll('\n', '\n> ')}\n` : ''
      merged.push({ ...waiting, text: quote + event.text, message_id: event.message_id })
    }
  }
  return fitting(merged.toSorted((one, other) => placeOf(one.event) - placeOf(other.event) || one.seq - other.seq)).map(cut)
}

const placeOf = (event: StoredInboundEvent) => {
  if (event.kind === 'message' && event.order !== null) return event.order
  return event.kind === 'message' || event.kind === 'edited' ? Date.parse(event.sent_at) : 0
}

/** The first ones whose texts fit together; one at least. */
function fitting(messages: readonly Merged[]) {
  let length = 0
  const end = messages.findIndex(({ text }, index) => {
    length += text.length + 1
    return index > 0 && length > maxInputLength
  })
  return end === -1 ? messages : messages.slice(0, end)
}

const cut = (message: Merged): Merged => ({ ...message, text: message.text.slice(0, maxInputLength) })
