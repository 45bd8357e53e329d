import type { Message, MessagePart } from '@craveva/contract/parts'
import type { ChatError } from '@craveva/sdk/chat'
import { type Signal, signal } from '../../dom/signal.ts'

/**
 * - `queued`: waits for its turn or for the connection.
 * - `sending`: on its way. `sent`: the server has it. `failed`: it did not get there.
 * - `writing`: an answer that still grows. `done`: complete. `stopped`: ended before it was complete.
 */
export type EntryState = 'queued' | 'sending' | 'sent' | 'failed' | 'writing' | 'done' | 'stopped'

/** What went wrong, and how it is tried again: by itself once there is a connection again, where that was missing. */
export interface Problem {
  /** Null where the answer itself said that something went wrong. */
  readonly error: ChatError | null
  readonly retry: () => void
}

/** A message as the panel shows it. What changes while it is on the screen is a signal, so that only this is drawn again. */
export interface Entry {
  readonly role: Message['role']
  /** Milliseconds since 1970. */
  readonly at: number
  readonly author: string | null
  readonly parts: Signal<readonly MessagePart[]>
  readonly state: Signal<EntryState>
  readonly problem: Signal<Problem | null>
  /** What the visitor thinks of it. */
  readonly rating: Signal<'good' | 'bad' | ''>
  /** The id the server gave it; empty as long as it gave none. */
  id: string
  /** The id it is sent under: with the same one the server resumes, with another it answers anew. */
  clientId: string
}

export const createEntry = (role: Message['role'], state: EntryState, parts: readonly MessagePart[] = []): Entry => ({
  role,
  at: Date.now(),
  author: null,
  parts: signal(parts),
  state: signal(state),
  problem: signal(null),
  rating: signal(''),
  id: '',
  clientId: createId(),
})

export const entryOf = ({ message_id, role, parts, created_at, author_name }: Message): Entry => ({
  ...createEntry(role, role === 'visitor' ? 'sent' : 'done', parts),
  id: message_id,
  at: Date.parse(created_at),
  author: author_name,
})

/** 16 random bytes, as digits; `crypto.randomUUID` is missing on pages without https. */
export const createId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('')

/** The text of a message, as it was written. */
export const textOf = (parts: readonly MessagePart[]): string =>
  parts.flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n\n')
