import type { Adapter } from '../adapter.ts'

/** What a visitor or a person of the merchant writes: the same `key` is the same event, told again. */
export interface Written {
  /** A small number that stands for a chat. */
  readonly chat: number
  readonly text: string
  readonly key: string
  /** Sent along by a visitor; only where the double has `filesSeen`. */
  readonly file?: FileSeen
}

export interface FileSeen {
  readonly name: string
  readonly content: string
}

/** What the platform sends to our hook; null when the adapter fetches by itself. */
export type Told = Promise<Request | null> | Request | null

/** A double of a platform, on which visitors write and see what was sent. What a platform does not have is left out, and the cases with it. */
export interface PlatformDouble {
  /** Settings that are right, for two accounts. */
  readonly settings: readonly [object, object]
  /** Lets a visitor write to an account. */
  write(written: Written, account: 0 | 1): Told
  /** What a visitor sees in a chat with an account, in order, as it is now. */
  seen(chat: number, account: 0 | 1): readonly string[]
  /** Every text that a visitor saw on the way there, in order: what was edited later, or was a draft. */
  shown?(chat: number, account: 0 | 1): readonly string[]
  /** Files that a visitor got. */
  filesSeen?(chat: number, account: 0 | 1): readonly FileSeen[]
  /** Lets a person of the merchant write in the platform's own app. */
  person?(written: Written, account: 0 | 1): Told
  /** Tells of the message that we sent last in a chat, as platforms do that tell of all that goes out of an account. */
  echo?(chat: number, account: 0 | 1): Told
  /** Requests that must not be believed, made from a good one: wrong and missing proofs, changed bytes. */
  forge?(good: Request): Promise<readonly Request[]>
  /** Answers the next so many messages by asking to wait. */
  limitRate?(times: number): void
  block?(chat: number): void
  /** Ends the credentials of the first account. */
  revoke?(): void
  /** Takes the platform down, and up again. */
  fail?(isDown: boolean): void
  stop(): Promise<void>
}

export interface Subject {
  readonly adapter: Adapter
  start(): Promise<PlatformDouble>
  /** Cases that do not fit, by name, each with the reason; it is shown in the docs. */
  readonly leftOut?: Readonly<Record<string, string>>
  /** Why a crash may double a reply. Without it none may, wherever the crash is. It is shown in the docs. */
  readonly doubles?: string
  /** Milliseconds that something is waited for; 10,000 unless given. */
  readonly patienceMs?: number
}
