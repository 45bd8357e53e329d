import type { StreamPart } from '@craveva/contract/stream'
import { type Chat, ChatError } from '@craveva/sdk/chat'
import { watch } from '../../dom/signal.ts'
import type { LazyExtras } from '../extras.ts'
import { type Entry, entryOf } from './entry.ts'
import { createState } from './state.ts'
import type { VisitStorage } from './storage.ts'
import { createTurns } from './turns.ts'

export interface ConversationOptions {
  readonly chat: Chat
  readonly storage: VisitStorage
  readonly bring: LazyExtras['bring']
  /** Told once for every finished answer, and for every message of an operator. */
  readonly onMessage: (entry: Entry) => void
  readonly onError: (error: unknown) => void
}

export type Conversation = ReturnType<typeof createConversation>

/** One visitor's conversation: which one is shown, what is shown of it, and what they can do. */
export function createConversation({ storage, bring, ...options }: ConversationOptions) {
  const { chat, onMessage, onError } = options
  const storedId = () => storage.read()?.conversation_id ?? ''
  const state = createState(storedId())
  const { entries, phase, running, handoff, typing, attended, add } = state
  const turns = createTurns(state, { ...options, takeAside, load })

  /** Shows what was said before, and follows an answer that is still being written. */
  async function load() {
    const id = storedId()
    if (id !== state.id) forget()
    state.id = id
    if (!id) turns.pump()
    if (!id || running.current) return
    if (!entries.current.length) phase.current = 'loading'
    try {
      const [history, { resume }] = await Promise.all([chat.history(id), bring()])
      if (id !== state.id || running.current) return
      await resume(conversation, history)
      turns.pump()
    } catch (error) {
      if (id === state.id) unreadable(error)
    }
  }

  /** What the visitor cannot read any more is forgotten; with an expired token they only cannot read it now. */
  function unreadable(error: unknown) {
    if (error instanceof ChatError && [403, 404].includes(error.status)) {
      storage.write(null)
      load()
    } else phase.current = 'unreachable'
    onError(error)
  }

  /** Shows nothing any more. */
  function forget() {
    turns.drop()
    entries.current = []
    handoff.current = null
    typing.current = null
    phase.current = 'ready'
  }

  /** Somebody else is there. `keep`: it is they who wrote what is not answered yet, and it is asked again in their name. */
  function leave(keep?: boolean) {
    const waiting = keep ? entries.current.filter(isWaiting) : []
    forget()
    for (const { state } of waiting) if (state.current === 'sending') state.current = 'queued'
    entries.current = waiting
    state.id = storedId()
    // What waits goes behind what was said before.
    if (state.id) phase.current = 'loading'
  }

  /** Takes what is not part of the answer that is being written. */
  function takeAside(part: StreamPart): boolean {
    switch (part.type) {
      case 'start':
        state.id = part.conversation_id
        storage.write({
          ...storage.read(),
          conversation_id: state.id,
          visitor_token: part.visitor_token ?? storage.read()?.visitor_token ?? '',
        })
        return false
      case 'finish':
        // Other tabs hear that there is something new.
        storage.write(storage.read())
        return false
      case 'handoff': {
        // Said before: while a person is to answer, every message is answered with it.
        const known = handoff.current?.state === part.state
        handoff.current = part
        return known
      }
      case 'message':
        if (part.message.role === 'agent' && running.current) return false
        show(entryOf(part.message))
        return true
      default:
        return false
    }
  }

  /** Shows a message that somebody else wrote, once. */
  function show(entry: Entry) {
    if (entries.current.some(({ id }) => id === entry.id)) return
    typing.current = null
    handoff.current = lastHandoff([entry]) ?? handoff.current
    add(entry)
    if (entry.role !== 'visitor') onMessage(entry)
  }

  /** Shows another conversation of the visitor; with an empty id, the next message begins one. The one before stays on the server. */
  function goTo(id: string) {
    storage.write({ conversation_id: id, visitor_token: storage.read()?.visitor_token ?? '' })
    // What is on its way belongs to the one before, even if that is not begun yet.
    forget()
    load()
  }

  watch(() => {
    const operator = attended.current
    const record = storage.read()
    if (record && handoff.current && Boolean(record.operator) !== operator) storage.write({ ...record, operator })
  })

  const conversation = {
    ...state,
    ...turns,
    chat,
    load,
    leave,
    goTo,
    takeAside,
    show,
    restart: () => goTo(''),
    /** The conversation that is shown; empty when none was begun. */
    id: () => state.id,
    path: () => `/conversations/${state.id}`,
    isWaiting,
    lastHandoff,
  }
  return conversation
}

const isWaiting = ({ state }: Entry) => /queued|sending|failed/.test(state.current)

const lastHandoff = (entries: readonly Entry[]) =>
  entries.flatMap(({ parts }) => parts.current.filter(part => part.type === 'handoff')).at(-1) ?? null
