import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import type { StreamEvent } from '../http/handlers.ts'
import { findById, isOnline, readMessagesAfter } from './handling.store.ts'
import { handoffOf } from './handoff-of.ts'
import { toMessage } from './to-message.ts'

/** Milliseconds after which a follower looks for itself, should a notification have been lost. */
const lookAgainAfter = 15_000
/** Milliseconds within which typing is told once. */
const typingEvery = 2000

/** A place among the messages of a conversation, as sent in `id:` and `Last-Event-ID`. */
export const placeId = (seq: number) => `seq.${seq}`

/** Null for text that is no such place. */
export function parsePlaceId(id: string) {
  const match = /^seq\.(\d{1,9})$/.exec(id)
  return match ? Number(match[1]) : null
}

/**
 * What people write in a conversation after message number `seq`, at whichever server they do: whole messages, typing, and whether the
 * operator is there. Goes on as long as the conversation waits for a person or has one.
 */
export async function* followConversation(
  { pool, notifications }: Pick<Services, 'pool' | 'notifications'>,
  { companyId, conversationId }: { companyId: string; conversationId: string },
  seq: number,
  gone: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const news = createNews(gone)
  const stopListening = notifications.on(conversationId, kind => news.add(kind === 'typing' ? 'typing' : 'change'))
  let stopWatching = () => {}
  let watched: string | null = null
  let online: boolean | null = null
  let typedAt = Number.NEGATIVE_INFINITY
  try {
    for (let next = seq, told = ''; !gone.aborted; ) {
      const { conversation, messages, isThere } = await inCompany(pool, companyId, async db => {
        const found = await findById(db, companyId, conversationId)
        return {
          conversation: found,
          messages: found ? await readMessagesAfter(db, companyId, conversationId, next) : [],
          isThere: found?.assigned_to ? await isOnline(db, companyId, found.assigned_to) : null,
        }
      })
      if (!conversation) return
      const handoff = handoffOf(conversation)
      for (const row of messages) {
        next = row.seq
        yield { id: placeId(next), part: { type: 'message', message: toMessage(row) } }
      }
      const state = JSON.stringify(handoff)
      if (handoff && state !== told && messages.length === 0) yield { id: placeId(next), part: { type: 'handoff', ...handoff } }
      told = state
      if (!handoff) return
      if (watched !== conversation.assigned_to) {
        stopWatching()
        watched = conversation.assigned_to
        stopWatching = watched ? notifications.on(watched, () => news.add('change')) : () => {}
        online = null
      }
      const name = conversation.operator_name
      if (isThere !== null && isThere !== online) yield { id: null, part: { type: 'presence', role: 'operator', name, online: isThere } }
      online = isThere
      // Typing alone is told without looking anything up.
      while (!gone.aborted && (await news.next(lookAgainAfter)) === 'typing') {
        if (performance.now() - typedAt < typingEvery) continue
        typedAt = performance.now()
        yield { id: null, part: { type: 'typing', role: 'operator', name } }
      }
    }
  } finally {
    stopListening()
    stopWatching()
  }
}

type News = 'typing' | 'change'

/** What happened since it was asked last; a change outweighs typing. */
function createNews(gone: AbortSignal) {
  let happened: News | null = null
  let wake = () => {}
  gone.addEventListener('abort', () => wake(), { once: true })
  return {
    add(what: News) {
      if (happened !== 'change') happened = what
      wake()
    },
    async next(patienceMs: number): Promise<News> {
      if (!happened && !gone.aborted)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, patienceMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      wake = () => {}
      const what = happened ?? 'change'
      happened = null
      return what
    },
  }
}
