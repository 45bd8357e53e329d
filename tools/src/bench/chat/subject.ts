import type { Target } from './load-plan.ts'

/** A chat server that can be measured; started as often as wanted, on the same database. */
export interface Subject {
  start(): Promise<RunningSubject>
}

export interface RunningSubject {
  readonly name: 'floor' | 'ours'
  readonly pid: number
  readonly target: Target
  /** The same, where each question is first looked up in help pages; the floor knows none. */
  readonly searching: Target
  stop(): Promise<void>
}

/** Connections to the database, for both. */
export const poolSize = 20
