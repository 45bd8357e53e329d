import type { Adapter } from '../adapter.ts'

/** What a visitor writes: the same `key` is the same event, told again. */
export interface Written {
  /** A small number that stands for a chat. */
  readonly chat: number
  readonly text: string
  readonly key: string
}

/** A double of a platform, on which visitors write and see what was sent. What a platform does not have is left out. */
export interface PlatformDouble {
  /** Settings that are right, for two accounts. */
  readonly settings: readonly [object, object]
  /** Lets a visitor write to an account. Gives the request that the platform sends to our hook; null when the adapter fetches by itself. */
  write(written: Written, account: 0 | 1): Promise<Request | null> | Request | null
  /** What a visitor sees in a chat with an account, in order. */
  seen(chat: number, account: 0 | 1): readonly string[]
  /** Requests that must not be believed, made from a good one: wrong and missing proofs, changed bytes. */
  forge?(good: Request): Promise<readonly Request[]>
  /** Answers the next so many messages by asking to wait. */
  limitRate?(times: number): void
  block?(chat: number): void
  /** Ends the credentials of the first account. */
  revoke?(): void
  stop(): Promise<void>
}

export interface Subject {
  readonly adapter: Adapter
  start(): Promise<PlatformDouble>
  /** Cases that do not fit, by name, each with the reason; it is shown in the docs. */
  readonly leftOut?: Readonly<Record<string, string>>
}
