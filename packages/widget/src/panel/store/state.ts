import type { MessagePart } from '@craveva/contract/parts'
import { computed, signal } from '../../dom/signal.ts'
import type { Entry } from './entry.ts'

export type Handoff = MessagePart & { type: 'handoff' }

/** An answer that is being received. */
export interface Turn {
  readonly abort: AbortController
  /** The server has the question. */
  started: boolean
}

export type State = ReturnType<typeof createState>

/** What is known of the conversation that is shown. `id`: empty when none was begun. */
export function createState(id: string) {
  const entries = signal<readonly Entry[]>([])
  const handoff = signal<Handoff | null>(null)
  return {
    id,
    entries,
    phase: signal<'loading' | 'ready' | 'unreachable'>('ready'),
    isOnline: signal(true),
    running: signal<Turn | null>(null),
    handoff,
    /** Name of the operator who is writing; null when nobody is. */
    typing: signal<string | null>(null),
    /** Whether the operator who answers is there; null where the server does not say. */
    present: signal<boolean | null>(null),
    /** A person answers, or is to. */
    attended: computed(() => handoff.current !== null && handoff.current.state !== 'ended'),

    /** Puts an entry at the end, or behind the one that it answers. */
    add(entry: Entry, question: Entry | null = null) {
      const at = question ? entries.current.indexOf(question) + 1 : entries.current.length
      entries.current = entries.current.toSpliced(at, 0, entry)
    },
    remove(entry: Entry) {
      entries.current = entries.current.filter(each => each !== entry)
    },
  }
}
