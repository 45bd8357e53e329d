import type { Reply } from './reply.ts'

/** Where a reply goes: opaque, the same for the same chat; whatever the adapter needs to find it again. At most 300 characters. */
export type Address = string

/** What the platform calls the messages that were sent, in order. */
export type MessageIds = readonly string[]

/** How conversations are held on a platform. */
export interface Channel {
  /** UTF-16 units that one message holds; longer replies are split by the host. */
  readonly textLimit: number
  /** `whole`: a reply is sent once it is complete. `edit`: sent early and edited while it grows. `stream`: the platform shows it growing, then it is sent. */
  readonly pace: 'stream' | 'edit' | 'whole'
  /**
   * Sends a piece of a reply: its text, then its products, orders and files. `previous` are the ids of what was sent of the same piece before, in
   * that order: it changes the text instead of sending it again, and sends only those things that are not among them. Rejects with a
   * `PlatformError` that says whether another attempt makes sense, and what was `sent` of the piece until then.
   */
  deliver(address: Address, reply: Reply, previous?: MessageIds): Promise<MessageIds>
  /** Milliseconds between two edits of the same message; 1000 unless given. */
  readonly editEveryMs?: number
  /** Shows that an answer is being written; called again every `everyMs` until it is there. Failures do not matter. */
  readonly typing?: { readonly everyMs: number; show(address: Address, replyTo: string | null): Promise<void> }
  /** Loads what `InboundFile.ref` names. */
  load?(ref: string, signal: AbortSignal): Promise<LoadedFile>
}

export interface LoadedFile {
  readonly content: Blob
  /** When the platform tells it only now. */
  readonly mediaType?: string
}
