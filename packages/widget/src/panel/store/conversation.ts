import type { StreamPart } from '@craveva/contract/stream'
import type { Chat } from '@craveva/sdk/chat'
import { ChatError } from '@craveva/sdk/chat'
import { computed, signal } from '@preact/signals-core'
import { createAnswer } from './answer.ts'
import { createEntry, type Entry, entryOf, textOf } from './entry.ts'
import type { VisitStorage } from './storage.ts'

export interface ConversationOptions {
  readonly chat: Chat
  readonly storage: VisitStorage
  /** Says in the visitor's language what an error means for them. */
  readonly explain: (error: ChatError) => string
  /** Told once for every finished answer. */
  readonly onAnswer: (answer: Entry) => void
  readonly onError: (error: unknown) => void
}

export type Conversation = ReturnType<typeof createConversation>

/** One visitor's conversation: what is shown of it, and what they can do. Messages are sent in order, one answer at a time. */
export function createConversation({ chat, storage, explain, onAnswer, onError }: ConversationOptions) {
  const entries = signal<readonly Entry[]>([])
  const phase = signal<'loading' | 'ready' | 'unreachable'>('ready')
  const online = signal(navigator.onLine)
  const running = signal<{ readonly abort: AbortController; started: boolean } | null>(null)
  /** What failed for want of a connection: it is sent again as soon as there is one. */
  const lost = new WeakSet<Entry>()
  let generation = 0

  const add = (...added: Entry[]) => {
    entries.value = [...entries.value, ...added]
  }
  const remove = (entry: Entry) => {
    entries.value = entries.value.filter(each => each !== entry)
  }

  /** Shows what was said before, and follows an answer that is still being written. */
  async function load() {
    const record = storage.read()
    if (!record || running.value) return
    const at = generation
    phase.value = 'loading'
    try {
      const { messages, running_execution_id } = await chat.history(record.conversation_id)
      if (at !== generation) return
      entries.value = messages.map(entryOf)
      phase.value = 'ready'
      if (running_execution_id) await follow(record.conversation_id, running_execution_id, messages.at(-1)?.execution_id ?? '')
      pump()
    } catch (error) {
      if (at !== generation) return
      const gone = error instanceof ChatError && [401, 403, 404].includes(error.status)
      if (gone) storage.write(null)
      phase.value = gone ? 'ready' : 'unreachable'
      onError(error)
    }
  }

  /** Watches an answer that another page, tab or visit asked for. */
  async function follow(conversationId: string, execution: string, lastExecution: string) {
    const shown = entries.value.at(-1)
    if (shown?.role === 'agent' && execution === lastExecution) remove(shown)
    await receive(signal => chat.follow(conversationId, '', signal), null)
  }

  function send(text: string) {
    add(createEntry('visitor', 'queued', [{ type: 'text', text }]))
    pump()
  }

  /** Sends what waits, in order. */
  async function pump() {
    const next = entries.value.find(entry => entry.state.value === 'queued')
    if (!next || running.value || !online.value || phase.value !== 'ready') return
    await receive(
      signal =>
        chat.send(
          { message: textOf(next.parts.value), client_message_id: next.key, ...conversationId(storage.read()?.conversation_id) },
          signal,
        ),
      next,
    )
    pump()
  }

  /** Shows one turn as it arrives. `question` is what the visitor asked here; null when only the answer is followed. */
  async function receive(open: (signal: AbortSignal) => AsyncIterable<StreamPart>, question: Entry | null) {
    const entry = createEntry('agent', 'writing')
    const answer = createAnswer(entry)
    const turn = { abort: new AbortController(), started: false }
    const at = generation
    running.value = turn
    if (question) question.state.value = 'sending'
    add(entry)
    try {
      for await (const part of open(turn.abort.signal)) {
        if (at !== generation) return
        turn.started = true
        if (question) question.state.value = 'sent'
        if (part.type === 'start') remember(part)
        answer.take(part)
      }
      onAnswer(entry)
    } catch (error) {
      if (at === generation) interrupted(error, entry, question)
    } finally {
      answer.flush()
      if (running.value === turn) running.value = null
    }
  }

  function interrupted(error: unknown, entry: Entry, question: Entry | null) {
    const stopped = running.value?.abort.signal.aborted
    entry.state.value = 'stopped'
    if (!entry.parts.value.length) remove(entry)
    if (stopped) {
      if (question) question.state.value = 'sent'
      return
    }
    const failure = error instanceof ChatError ? error : new ChatError(0, {})
    const failed = question ?? entry
    failed.problem.value = explain(failure)
    if (failure.code === 'OFFLINE') lost.add(failed)
    else lost.delete(failed)
    if (question) question.state.value = 'failed'
    onError(error)
  }

  function remember(part: StreamPart & { type: 'start' }) {
    const token = part.visitor_token ?? storage.read()?.visitor_token ?? ''
    storage.write({ conversation_id: part.conversation_id, visitor_token: token })
  }

  /** Asks again what failed. The message keeps its id, so that a turn the server knows is resumed, not repeated. */
  function retry(entry: Entry) {
    for (const shown of entries.value)
      if (shown.role === 'agent' && shown.state.value === 'stopped' && shown === entries.value.at(-1)) remove(shown)
    entry.problem.value = ''
    entry.state.value = 'queued'
    pump()
  }

  /** Stops the answer that is being written; what is there stays. */
  async function stop() {
    const turn = running.value
    const record = storage.read()
    if (!turn) return
    if (!turn.started || !record) turn.abort.abort()
    else await chat.cancel(record.conversation_id).catch(() => turn.abort.abort())
  }

  /** Begins anew. The conversation before stays on the server. */
  function restart() {
    generation++
    running.value?.abort.abort()
    running.value = null
    storage.write(null)
    entries.value = []
    phase.value = 'ready'
  }

  /** Deletes the conversation for good. Throws when the server could not do it. */
  async function erase() {
    const record = storage.read()
    if (record) await chat.erase(record.conversation_id)
    restart()
  }

  const setOnline = (value: boolean) => {
    online.value = value
    if (!value) return
    for (const entry of entries.value) if (entry.state.value === 'failed' && lost.has(entry)) retry(entry)
    if (phase.value === 'unreachable') load()
    else pump()
  }

  return {
    entries,
    phase,
    online,
    answering: computed(() => running.value !== null),
    load,
    send,
    retry,
    stop,
    restart,
    erase,
    setOnline,
  }
}

const conversationId = (id: string | undefined) => (id ? { conversation_id: id } : {})
