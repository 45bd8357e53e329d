import type { Message, MessagePart } from '@craveva/contract/parts'
import { type Signal, signal } from '@preact/signals-core'

/**
 * - `queued`: waits for its turn or for the connection.
 * - `sending`: on its way. `sent`: the server has it. `failed`: it did not get there.
 * - `writing`: an answer that still grows. `done`: complete. `stopped`: ended before it was complete.
 */
export type EntryState = 'queued' | 'sending' | 'sent' | 'failed' | 'writing' | 'done' | 'stopped'

/** A message as the panel shows it. What changes while it is on the screen is a signal, so that only this message is drawn again. */
export interface Entry {
  /** Stays the same as long as the message is shown. */
  readonly key: string
  readonly role: Message['role']
  /** Milliseconds since 1970. */
  readonly at: number
  readonly author: string | null
  readonly parts: Signal<readonly MessagePart[]>
  readonly state: Signal<EntryState>
  /** What went wrong, for the visitor. */
  readonly problem: Signal<string>
  /** The id the server gave it. */
  id: string
}

export function createEntry(role: Message['role'], state: EntryState, parts: readonly MessagePart[] = []): Entry {
  return {
    key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 64),
    role,
    at: Date.now(),
    author: null,
    parts: signal(parts),
    state: signal(state),
    problem: signal(''),
    id: '',
  }
}

export const entryOf = (message: Message): Entry => ({
  ...createEntry(message.role, message.role === 'visitor' ? 'sent' : 'done', message.parts),
  key: message.message_id,
  id: message.message_id,
  at: Date.parse(message.created_at),
  author: message.author_name,
})

/** The text of a message, as it was written. */
export const textOf = (parts: readonly MessagePart[]): string =>
  parts.flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n\n')
