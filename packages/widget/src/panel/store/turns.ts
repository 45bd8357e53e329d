import type { MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { ChatError } from '@craveva/sdk/chat'
import { createAnswer } from './answer.ts'
import type { ConversationOptions } from './conversation.ts'
import { createEntry, createId, type Entry, textOf } from './entry.ts'
import type { State, Turn } from './state.ts'

interface TurnNeeds extends Pick<ConversationOptions, 'chat' | 'onMessage' | 'onError'> {
  /** Takes a part that is not one of the answer that is being received. */
  readonly takeAside: (part: StreamPart) => boolean
  /** Shows what the server has. */
  readonly load: () => void
}

/** Sends what the visitor writes and receives the answers: in order, one at a time. What fails can be tried again. */
export function createTurns(state: State, { chat, onMessage, onError, takeAside, load }: TurnNeeds) {
  const { entries, isOnline, phase, running, add, remove } = state
  /** What the page says of itself. */
  let context: Record<string, string> | undefined

  function send(text: string, files: readonly MessagePart[] = []) {
    add(createEntry('visitor', 'queued', [{ type: 'text', text }, ...files]))
    pump()
  }

  /** Sends what waits. */
  async function pump() {
    const next = entries.current.find(entry => entry.state.current === 'queued')
    if (!next || running.current || !isOnline.current || phase.current !== 'ready') return
    const files = next.parts.current.flatMap(part => (part.type === 'file' ? [part.file_id] : []))
    const input = {
      message: textOf(next.parts.current),
      client_message_id: next.clientId,
      conversation_id: state.id || undefined,
      file_ids: files.length ? files : undefined,
      context,
    }
    await receive(signal => chat.send(input, signal), next)
    pump()
  }

  /** Shows one answer as it arrives. `question` is what the visitor asked here; null when only the answer is followed. */
  async function receive(open: (signal: AbortSignal) => AsyncIterable<StreamPart>, question: Entry | null) {
    const entry = createEntry('agent', 'writing')
    const answer = createAnswer(entry)
    const turn: Turn = { abort: new AbortController(), started: false }
    running.current = turn
    if (question) question.state.current = 'sending'
    add(entry, question)
    try {
      for await (const part of open(turn.abort.signal)) {
        // Another conversation is shown by now.
        if (running.current !== turn) return
        if (question && !turn.started) question.state.current = 'sent'
        turn.started = true
        // A message that only a person answers has its own id in place of an answer's.
        if (part.type === 'start' && !part.execution_id && question) question.id = part.message_id
        try {
          if (!takeAside(part)) answer.take(part)
          if (part.type === 'finish') finished(part.reason, entry, question)
        } catch (error) {
          // That we could not show a part is not the connection's: the next ones are shown.
          onError(error)
          reportError(error)
        }
      }
    } catch (error) {
      if (running.current === turn) broken(error, turn, entry, question)
    } finally {
      answer.flush()
      if (running.current === turn) running.current = null
    }
  }

  function finished(reason: string, entry: Entry, question: Entry | null) {
    // With an operator the agent is silent.
    if (entry.parts.current.length) onMessage(entry)
    else remove(entry)
    const final = entry.parts.current.some(part => part.type === 'error' && !part.retryable)
    if (!question || final || (reason !== 'error' && reason !== 'interrupted')) return
    entry.problem.current = {
      error: null,
      retry() {
        question.clientId = createId()
        again(entry, question)
      },
    }
  }

  function broken(error: unknown, turn: Turn, entry: Entry, question: Entry | null) {
    entry.state.current = 'stopped'
    if (!turn.started || !entry.parts.current.length) remove(entry)
    if (turn.abort.signal.aborted) {
      if (question) question.state.current = 'stopped'
      return
    }
    const failed = turn.started || !question ? entry : question
    if (failed === question) failed.state.current = 'failed'
    else if (!entries.current.includes(entry)) add(entry, question)
    failed.problem.current = { error: error as ChatError, retry: () => again(entry, question) }
    onError(error)
  }

  /**
   * Asks a question again, behind what was said since, as the server will have it; or takes an answer up again. The same client id lets the
   * server resume a turn that it knows.
   */
  function again(answer: Entry, question: Entry | null) {
    remove(answer)
    if (!question) return load()
    question.problem.current = null
    question.state.current = 'queued'
    remove(question)
    add(question)
    pump()
  }

  return {
    send,
    pump,
    receive,
    /** Stops the answer that is being written; what is there stays. */
    async stop() {
      const turn = running.current
      if (turn?.started) await chat.cancel(state.id).catch(() => turn.abort.abort())
      else turn?.abort.abort()
    },
    /** Receives nothing any more. */
    drop() {
      running.current?.abort.abort()
      running.current = null
    },
    setOnline(value: boolean) {
      isOnline.current = value
      if (!value) return
      for (const { problem } of entries.current) if (problem.current?.error?.code === 'OFFLINE') problem.current.retry()
      if (phase.current === 'unreachable') load()
      else pump()
    },
    /** Sent with every message; texts only. */
    setContext(values: Readonly<Record<string, unknown>> | null) {
      context = values ? Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value).slice(0, 500)])) : undefined
    },
  }
}
