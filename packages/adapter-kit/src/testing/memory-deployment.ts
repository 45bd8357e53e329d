import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import type { MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'

type FilePart = Extract<MessagePart, { type: 'file' }>

/** What is to be delivered, or was. */
export interface Delivery {
  readonly delivery_id: string
  readonly address: string
  readonly text: string
  readonly files: readonly FilePart[]
  /** Of a reply that grows: its parts so far, and how one waits for more. */
  readonly growing: Growing | null
  state: 'ready' | 'delivered' | 'failed' | 'blocked'
  message_ids: string[]
  reply_to: string | null
  attempts: number
}

export interface Growing {
  /** What was said so far, then what follows. */
  parts(): AsyncGenerator<StreamPart>
  readonly isOver: boolean
}

/** How conversations go on in memory. */
export interface Manners {
  /** What is answered to a burst. */
  readonly answer: (text: string) => string
  /** Files that go with each answer. */
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly content: string }[]
  /** Milliseconds between two words of an answer that grows; null: answers are there at once. */
  readonly wordEveryMs: number | null
  /** Milliseconds that a minute of silence takes. */
  readonly minuteMs: number
}

/** A deployment as the API would keep it. */
export interface Deployment {
  readonly id: string
  readonly settings: object
  lease: string | null
  /** By somebody of the company. */
  paused: boolean
  readonly received: StoredInboundEvent[]
  readonly statuses: { status: string; message: string | null; sign_in: object | null; facts: Record<string, string> }[]
  readonly values: Map<string, unknown>
  readonly deliveries: Delivery[]
  /** What visitors sent, by event and place, once it is loaded. */
  readonly loaded: Map<string, { readonly name: string; readonly content: Blob | null }>
  /** Takes an event; tells whether it was known. */
  receive(event: StoredInboundEvent, handling: { readonly merge_ms: number; readonly pause_minutes: number }): boolean
  /** Files of events that are still to be loaded. */
  wantedFiles(): { event_id: string; index: number; ref: string; name: string; media_type: string }[]
  keepFile(eventId: string, index: number, name: string, content: Blob | null): void
}

interface Waiting {
  readonly event: Extract<StoredInboundEvent, { kind: 'message' }>
  readonly at: number
}

export const fileKey = (eventId: string, index: number) => `${eventId} ${index}`

/** Behaves towards one deployment as the API does: each event once, bursts together, silence while a person writes. `changed` is called at news. */
export function createDeployment(id: string, settings: object, manners: Manners, changed: () => void): Deployment {
  const known = new Set<string>()
  const silentUntil = new Map<string, number>()
  const loaded: Deployment['loaded'] = new Map()
  const received: StoredInboundEvent[] = []
  const deliveries: Delivery[] = []
  let waiting: Waiting[] = []

  function receive(event: StoredInboundEvent, { merge_ms, pause_minutes }: { merge_ms: number; pause_minutes: number }) {
    if (known.has(event.event_id)) return true
    known.add(event.event_id)
    received.push(event)
    if (event.kind === 'echo' && !isOurs(event)) {
      if (event.text.trim() === '/resume') silentUntil.delete(event.address)
      else silentUntil.set(event.address, Date.now() + pause_minutes * manners.minuteMs)
    }
    if (event.kind === 'message') {
      waiting.push({ event, at: Date.now() + merge_ms })
      setTimeout(() => answer(event.address), merge_ms + 1)
    }
    return false
  }

  /** By its id, or by its words where a crash kept the id from us. */
  const isOurs = ({ message_id, text, address }: Extract<StoredInboundEvent, { kind: 'echo' }>) =>
    deliveries.some(
      delivery =>
        delivery.message_ids.includes(message_id) ||
        (delivery.address === address && delivery.message_ids.length === 0 && delivery.text.includes(text)),
    )

  const isLoaded = ({ event }: Waiting) => event.files.every((_, index) => loaded.has(fileKey(event.event_id, index)))

  function answer(address: string) {
    const mine = waiting.filter(({ event }) => event.address === address)
    if (mine.length === 0 || mine.some(entry => entry.at > Date.now() || !isLoaded(entry))) return
    waiting = waiting.filter(entry => !mine.includes(entry))
    if ((silentUntil.get(address) ?? 0) > Date.now()) return
    const text = manners.answer(mine.map(({ event }) => event.text).join('\n'))
    const delivery_id = `dlv_${id.slice(4)}x${deliveries.length + 1}`
    deliveries.push({
      delivery_id,
      address,
      text,
      files: manners.files.map(({ name, mediaType, content }, index) => ({
        type: 'file',
        file_id: `file_${index}`,
        name,
        media_type: mediaType,
        size: content.length,
        url: `https://files.test/${index}`,
      })),
      growing: manners.wordEveryMs === null ? null : grow(text, manners.wordEveryMs, changed),
      state: 'ready',
      message_ids: [],
      reply_to: mine.at(-1)?.event.message_id ?? null,
      attempts: 0,
    })
    changed()
  }

  return {
    id,
    settings,
    lease: null,
    paused: false,
    received,
    statuses: [],
    values: new Map(),
    deliveries,
    loaded,
    receive,
    wantedFiles: () =>
      waiting.flatMap(({ event: { event_id, files } }) =>
        files.flatMap(({ ref, name, media_type }, index) =>
          loaded.has(fileKey(event_id, index)) ? [] : [{ event_id, index, ref, name, media_type }],
        ),
      ),
    keepFile(eventId, index, name, content) {
      loaded.set(fileKey(eventId, index), { name, content })
      for (const { event } of waiting) if (event.event_id === eventId) setTimeout(() => answer(event.address))
    },
  }
}

/** Says a text word by word. */
function grow(text: string, everyMs: number, whenOver: () => void): Growing {
  const words = text.split(/(?<= )/)
  let said = 0
  const timer = setInterval(() => {
    said++
    if (said < words.length) return
    clearInterval(timer)
    whenOver()
  }, everyMs)
  return {
    get isOver() {
      return said >= words.length
    },
    async *parts() {
      yield { type: 'text-start' }
      for (let told = 0; told < words.length; ) {
        while (told < said) yield { type: 'text-delta', text: words[told++] ?? '' }
        await new Promise(resolve => setTimeout(resolve, everyMs))
      }
      yield { type: 'text-end' }
      yield { type: 'finish', reason: 'stop', usage: { input_tokens: 0, output_tokens: 0 } } as StreamPart
    },
  }
}
