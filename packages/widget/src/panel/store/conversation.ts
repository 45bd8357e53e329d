import type { Message, MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import { type Chat, ChatError } from '@craveva/sdk/chat'
import { onEnd } from '../../dom/scope.ts'
import { computed, type ReadonlySignal, signal, untracked, watch } from '../../dom/signal.ts'
import { createAnswer } from './answer.ts'
import { createEntry, createId, type Entry, entryOf, textOf } from './entry.ts'
import type { VisitStorage } from './storage.ts'

export interface ConversationOptions {
  readonly chat: Chat
  readonly storage: VisitStorage
  /** Says in the visitor's language what an error means for them. */
  readonly explain: (error: ChatError) => string
  /** Told once for every finished answer, and for every message of an operator. */
  readonly onMessage: (entry: Entry) => void
  readonly onError: (error: unknown) => void
  /** Whether the page can be seen. */
  readonly visible: ReadonlySignal<boolean>
}

export type Handoff = MessagePart & { type: 'handoff' }

interface Turn {
  readonly abort: AbortController
  /** The server has the question. */
  started: boolean
}

export type Conversation = ReturnType<typeof createConversation>

/** One visitor's conversation: what is shown of it, and what they can do. Messages are sent in order, one answer at a time. */
export function createConversation({ chat, storage, explain, onMessage, onError, visible }: ConversationOptions) {
  const entries = signal<readonly Entry[]>([])
  const phase = signal<'loading' | 'ready' | 'unreachable'>('ready')
  const online = signal(true)
  const running = signal<Turn | null>(null)
  const handoff = signal<Handoff | null>(null)
  const typing = signal<string | null>(null)
  /** The conversation that is shown. */
  const idOf = () => storage.read()?.conversation_id ?? ''
  let current = idOf()
  /** What the page says of itself. */
  let context: Record<string, string> | undefined
  /** What is tried again as soon as there is a connection. */
  const lost = new Set<() => void>()
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let generation = 0
  let typingTold = 0

  /** Puts an entry at the end, or behind the one that it answers. */
  const add = (entry: Entry, question: Entry | null = null) => {
    const at = question ? entries.value.indexOf(question) + 1 : entries.value.length
    entries.value = entries.value.toSpliced(at, 0, entry)
  }
  const remove = (entry: Entry) => {
    entries.value = entries.value.filter(each => each !== entry)
  }

  /** Shows what was said before, and follows an answer that is still being written. */
  async function load() {
    const id = idOf()
    if (id !== current) forget()
    current = id
    if (!id || running.value) return
    const at = generation
    if (!entries.value.length) phase.value = 'loading'
    try {
      const { messages, running_execution_id } = await chat.history(id)
      if (at !== generation || running.value) return
      const finished = messages.filter(({ role, execution_id }) => role !== 'agent' || execution_id !== running_execution_id)
      const shown = new Map(entries.value.map(entry => [entry.id, entry]))
      const waiting = entries.value.filter(({ state }) => state.value === 'queued' || state.value === 'failed')
      entries.value = [...finished.map(message => shown.get(message.message_id) ?? entryOf(message)), ...waiting]
      handoff.value = lastHandoff(entries.value)
      phase.value = 'ready'
      if (running_execution_id) await receive(signal => chat.follow(id, '', signal), null)
      pump()
    } catch (error) {
      if (at === generation) unreadable(error)
    }
  }

  function unreadable(error: unknown) {
    const gone = error instanceof ChatError && [401, 403, 404].includes(error.status)
    if (gone) leave()
    else phase.value = 'unreachable'
    onError(error)
  }

  function send(text: string, files: readonly MessagePart[] = []) {
    add(createEntry('visitor', 'queued', [{ type: 'text', text }, ...files]))
    pump()
  }

  /** Sends what waits, in order. */
  async function pump() {
    const next = entries.value.find(entry => entry.state.value === 'queued')
    if (!next || running.value || !online.value || phase.value !== 'ready') return
    const id = idOf()
    const files = next.parts.value.flatMap(part => (part.type === 'file' ? [part.file_id] : []))
    const input = {
      message: textOf(next.parts.value),
      client_message_id: next.clientId,
      ...(id && { conversation_id: id }),
      ...(files.length && { file_ids: files }),
      ...(context && { context }),
    }
    await receive(signal => chat.send(input, signal), next)
    pump()
  }

  /** Shows one turn as it arrives. `question` is what the visitor asked here; null when only the answer is followed. */
  async function receive(open: (signal: AbortSignal) => AsyncIterable<StreamPart>, question: Entry | null) {
    const entry = createEntry('agent', 'writing')
    const answer = createAnswer(entry)
    const turn: Turn = { abort: new AbortController(), started: false }
    const at = generation
    running.value = turn
    if (question) question.state.value = 'sending'
    add(entry, question)
    try {
      for await (const part of open(turn.abort.signal)) {
        if (at !== generation) return
        if (question && !turn.started) question.state.value = 'sent'
        turn.started = true
        // A message that only a person answers has its own id in place of an answer's.
        if (part.type === 'start' && !part.execution_id && question) question.id = part.message_id
        if (!takeAside(part)) answer.take(part)
        if (part.type === 'finish') finished(part.reason, entry, question)
      }
    } catch (error) {
      if (at === generation) broken(error, turn, entry, question)
    } finally {
      answer.flush()
      if (running.value === turn) running.value = null
    }
  }

  /** Takes what is not part of the answer that is being written. */
  function takeAside(part: StreamPart): boolean {
    switch (part.type) {
      case 'start':
        current = part.conversation_id
        storage.write({
          ...storage.read(),
          conversation_id: current,
          visitor_token: part.visitor_token ?? storage.read()?.visitor_token ?? '',
        })
        return false
      case 'typing':
        showTyping(part.name ?? '')
        return true
      case 'handoff': {
        // Said before: while a person is to answer, every message is answered with it.
        const known = handoff.value?.state === part.state
        handoff.value = part
        return known
      }
      case 'message':
        if (part.message.role === 'agent' && running.value) return false
        show(entryOf(part.message))
        return true
      default:
        return false
    }
  }

  /** Tells the operator that the visitor is writing, now and then. */
  function tellTyping() {
    if (handoff.value?.state !== 'with_operator' || Date.now() - typingTold < 3000) return
    typingTold = Date.now()
    chat.call('POST', `/conversations/${current}/typing`, {}).catch(() => {})
  }

  /** Typing that is not repeated has stopped. */
  function showTyping(name: string) {
    typing.value = name
    clearTimeout(typingTimer)
    typingTimer = setTimeout(() => {
      typing.value = null
    }, 8000)
  }

  /** Shows a message that somebody else wrote, once. */
  function show(entry: Entry) {
    if (entries.value.some(({ id }) => id === entry.id)) return
    typing.value = null
    handoff.value = lastHandoff([entry]) ?? handoff.value
    add(entry)
    if (entry.role !== 'visitor') onMessage(entry)
  }

  function finished(reason: string, entry: Entry, question: Entry | null) {
    storage.write(storage.read())
    // With an operator the agent is silent.
    if (entry.parts.value.length) onMessage(entry)
    else remove(entry)
    const final = entry.parts.value.some(part => part.type === 'error' && !part.retryable)
    if (!question || final || (reason !== 'error' && reason !== 'interrupted')) return
    entry.problem.value = {
      text: '',
      retry() {
        question.clientId = createId()
        again(entry, question)
      },
    }
  }

  function broken(error: unknown, turn: Turn, entry: Entry, question: Entry | null) {
    const failure = error instanceof ChatError ? error : new ChatError(0, {})
    const stopped = turn.abort.signal.aborted
    entry.state.value = 'stopped'
    if (!turn.started || !entry.parts.value.length) remove(entry)
    if (stopped) {
      if (question) question.state.value = 'sent'
      return
    }
    const retry = () => {
      lost.delete(retry)
      again(entry, question)
    }
    if (failure.code === 'OFFLINE') lost.add(retry)
    const failed = turn.started || !question ? entry : question
    if (failed === question) failed.state.value = 'failed'
    else if (!entries.value.includes(entry)) add(entry, question)
    failed.problem.value = { text: explain(failure), retry }
    onError(error)
  }

  /** Asks a question again, or takes an answer up again. The same client id lets the server resume a turn that it knows. */
  function again(answer: Entry, question: Entry | null) {
    remove(answer)
    if (!question) {
      load()
      return
    }
    question.problem.value = null
    question.state.value = 'queued'
    pump()
  }

  /** Stops the answer that is being written; what is there stays. */
  async function stop() {
    const turn = running.value
    const record = storage.read()
    if (!turn?.started || !record) turn?.abort.abort()
    else await chat.cancel(record.conversation_id).catch(() => turn.abort.abort())
  }

  /** Begins anew. The conversation before stays on the server, and the visitor's token still opens it. */
  const restart = () => goTo('')

  /** Shows another conversation of the visitor. */
  function goTo(id: string) {
    storage.write({ conversation_id: id, visitor_token: storage.read()?.visitor_token ?? '' })
    load()
  }

  /** Forgets a conversation that the visitor cannot read any more. */
  function leave() {
    storage.write(null)
    load()
  }

  /** Asks for a person to answer here. Without a conversation, by beginning one. */
  async function askForPerson(words: string) {
    if (!current) return send(words)
    const { handoff: state, message } = await chat.call<{ handoff: Omit<Handoff, 'type'>; message: Message }>(
      'POST',
      `/conversations/${current}/hand-off`,
      {},
    )
    show(entryOf(message))
    handoff.value = { type: 'handoff', ...state }
  }

  /** Shows nothing any more. */
  function forget() {
    generation++
    running.value?.abort.abort()
    running.value = null
    lost.clear()
    current = ''
    entries.value = []
    handoff.value = null
    typing.value = null
    phase.value = 'ready'
  }

  /** With an operator, what they write comes by itself as long as somebody could see it. */
  const attended = computed(() => ['requested', 'waiting', 'with_operator'].includes(handoff.value?.state ?? ''))
  watch(() => {
    const operator = attended.value
    const record = storage.read()
    if (record && handoff.value && Boolean(record.operator) !== operator) storage.write({ ...record, operator })
  })
  watch(() => {
    if (!attended.value || running.value || !visible.value || !online.value) return
    const { signal, abort } = abortable()
    onEnd(abort)
    untracked(() => listen(signal)).catch(onError)
  })

  async function listen(signal: AbortSignal) {
    try {
      for await (const part of chat.listen(storage.read()?.conversation_id ?? '', signal)) takeAside(part)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  /** Deletes the conversation for good. Throws when the server could not do it. */
  async function erase() {
    const record = storage.read()
    if (record?.conversation_id) await chat.erase(record.conversation_id)
    restart()
  }

  function setOnline(value: boolean) {
    online.value = value
    if (!value) return
    for (const retry of [...lost]) retry()
    if (phase.value === 'unreachable') load()
    else pump()
  }

  return {
    chat,
    entries,
    phase,
    online,
    handoff,
    typing,
    answering: computed(() => running.value !== null),
    load,
    send,
    stop,
    restart,
    goTo,
    erase,
    askForPerson,
    tellTyping,
    /** The conversation that is shown; empty when none was begun. */
    id: () => current,
    path: () => `/conversations/${current}`,
    /** Sent with every message; texts only. */
    setContext(values: Readonly<Record<string, unknown>> | null) {
      context = values ? Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value).slice(0, 500)])) : undefined
    },
    setOnline,
  }
}

function abortable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

const lastHandoff = (entries: readonly Entry[]) =>
  entries.flatMap(({ parts }) => parts.value.filter(part => part.type === 'handoff')).at(-1) ?? null
