import type { StreamPart } from '@craveva/contract/stream'
import type { Services } from '../context.ts'
import { changedSince, type Glance, glanceAt } from '../conversations/watching.service.ts'
import { inCompany } from '../db/in-company.ts'
import { companyRoom, conversationRoom, type OperatorServer, type OperatorSocket } from './operator-socket.ts'

/** Conversations that are told again to an operator who was away; beyond that they read the list anew. */
const mostMissed = 200
/** Milliseconds that are told again beyond the time of absence, as an answer ends after its question. */
const overlapMs = 120_000
/** Milliseconds within which other servers, and the visitor, are told of typing once. */
const typingEvery = 2000

/** A conversation that operators at this server look at. */
interface Watch {
  readonly companyId: string
  readonly sockets: Set<string>
  /** Messages that need not be told any more. */
  readonly told: Set<string>
  owner: { readonly userId: string; readonly name: string | null } | null
  answer: Following | null
  typedAt: number
  /** Notifications under way of typing that was told here already. */
  ownTyping: number
}

interface Following {
  readonly executionId: string
  readonly parts: StreamPart[]
  readonly stop: AbortController
}

export type Watches = ReturnType<typeof createWatches>

/** What operators look at closely: every message, and each answer as it grows. */
export function createWatches({ pool, runner, log }: Services, io: OperatorServer) {
  const watches = new Map<string, Watch>()
  const reading = new Map<string, { again: boolean }>()

  /** Reads a conversation once more, and tells the company where it stands and those who watch it what is new. Many changes at once are one reading. */
  async function refresh(companyId: string, conversationId: string): Promise<void> {
    const busy = reading.get(conversationId)
    if (busy) {
      busy.again = true
      return
    }
    const mark = { again: false }
    reading.set(conversationId, mark)
    try {
      do {
        mark.again = false
        const watch = watches.get(conversationId)
        const seen = await inCompany(pool, companyId, db => glanceAt(db, companyId, conversationId, watch !== undefined))
        if (!seen) return
        io.to(companyRoom(companyId)).emit('conversation', { conversation: seen.conversation })
        if (watch) tell(conversationId, watch, seen)
      } while (mark.again)
    } catch (error) {
      log.warn({ err: error }, 'operators could not be told of a conversation')
    } finally {
      reading.delete(conversationId)
    }
  }

  function tell(conversationId: string, watch: Watch, { conversation, messages, running }: Glance) {
    const { assigned_to, operator_name } = conversation
    watch.owner = assigned_to ? { userId: assigned_to, name: operator_name } : null
    for (const message of messages) {
      if (watch.told.has(message.message_id)) continue
      watch.told.add(message.message_id)
      io.to(conversationRoom(conversationId)).emit('message', { conversation_id: conversationId, message })
    }
    if (running && watch.answer?.executionId !== running) follow(conversationId, watch, running)
  }

  function follow(conversationId: string, watch: Watch, executionId: string) {
    watch.answer?.stop.abort('another')
    const answer: Following = { executionId, parts: [], stop: new AbortController() }
    watch.answer = answer
    const tellParts = async () => {
      for await (const seen of runner.follow(watch.companyId, executionId, 0, answer.stop.signal)) {
        if (seen.kind !== 'part') break
        answer.parts.push(seen.part)
        const { index, part } = seen
        io.to(conversationRoom(conversationId)).emit('part', { conversation_id: conversationId, execution_id: executionId, index, part })
      }
      if (watch.answer === answer) watch.answer = null
      // What waited behind it may be answered now.
      if (watches.get(conversationId) === watch) await refresh(watch.companyId, conversationId)
    }
    tellParts().catch(error => log.warn({ err: error }, 'operators could not follow an answer'))
  }

  return {
    refresh,
    /** Begins to tell a socket all of a conversation; gives what of the answer being written is known here. */
    async watch(socket: OperatorSocket, conversationId: string) {
      const { companyId } = socket.data.claims
      await socket.join(conversationRoom(conversationId))
      let watch = watches.get(conversationId)
      if (!watch) {
        const seen = await inCompany(pool, companyId, db => glanceAt(db, companyId, conversationId, true))
        watch = watches.get(conversationId)
        if (!watch && seen) {
          const told = new Set(seen.messages.map(({ message_id }) => message_id))
          watch = { companyId, sockets: new Set(), told, owner: null, answer: null, typedAt: Number.NEGATIVE_INFINITY, ownTyping: 0 }
          watches.set(conversationId, watch)
          tell(conversationId, watch, seen)
        }
      }
      if (!socket.connected) return []
      watch?.sockets.add(socket.id)
      return watch?.answer?.parts ?? []
    },
    unwatch(socket: OperatorSocket, conversationId: string) {
      void socket.leave(conversationRoom(conversationId))
      part(socket, conversationId)
    },
    leave(socket: OperatorSocket) {
      for (const id of watches.keys()) part(socket, id)
    },
    /**
     * Tells those who watch that the owner of a conversation is writing. `not here` when the caller is not known here to own it; `tell others`
     * when other servers, and the visitor, have not heard of it for a while.
     */
    typing(socket: OperatorSocket, conversationId: string): 'not here' | 'tell others' | 'told' {
      const watch = watches.get(conversationId)
      if (!watch?.sockets.has(socket.id) || watch.owner?.userId !== socket.data.claims.userId) return 'not here'
      const { name } = watch.owner
      socket.to(conversationRoom(conversationId)).emit('typing', { conversation_id: conversationId, role: 'operator', name })
      const now = performance.now()
      if (now - watch.typedAt < typingEvery) return 'told'
      watch.typedAt = now
      watch.ownTyping++
      return 'tell others'
    },
    /** Somebody is writing, as another server or the visitor says. */
    typed(conversationId: string, role: 'visitor' | 'operator') {
      const watch = watches.get(conversationId)
      if (!watch) return
      if (role === 'operator' && watch.ownTyping > 0) watch.ownTyping--
      else {
        const name = role === 'operator' ? (watch.owner?.name ?? null) : null
        io.to(conversationRoom(conversationId)).emit('typing', { conversation_id: conversationId, role, name })
      }
    },
    /** Tells an operator who is back what changed while they were away. */
    async tellMissed(socket: OperatorSocket) {
      const { missedSince, claims } = socket.data
      if (missedSince === null) return
      const { companyId } = claims
      const changed = await inCompany(pool, companyId, db => changedSince(db, companyId, new Date(missedSince - overlapMs), mostMissed + 1))
      for (const conversation of changed.slice(0, mostMissed)) socket.emit('conversation', { conversation })
      if (changed.length > mostMissed) socket.emit('resync', {})
    },
    /** Notifications may have been missed: everything that is watched is looked at again. */
    async refreshAll() {
      for (const [conversationId, { companyId }] of watches) await refresh(companyId, conversationId)
    },
    stop() {
      for (const { answer } of watches.values()) answer?.stop.abort('stopped')
      watches.clear()
    },
  }

  function part(socket: OperatorSocket, conversationId: string) {
    const watch = watches.get(conversationId)
    if (!watch?.sockets.delete(socket.id) || watch.sockets.size > 0) return
    watch.answer?.stop.abort('nobody watches')
    watches.delete(conversationId)
  }
}
