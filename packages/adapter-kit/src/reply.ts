import type { MessagePart } from '@craveva/contract/parts'

export type ProductPart = Extract<MessagePart, { type: 'product' }>
export type OrderPart = Extract<MessagePart, { type: 'order' }>
export type FilePart = Extract<MessagePart, { type: 'file' }>

/** A piece of a reply, which fits into one message of the platform. */
export interface Reply {
  /** The same at every attempt: for platforms that take a key against doubles. */
  readonly id: string
  /** Markdown, never longer than `textLimit`; empty when there are only other parts. */
  readonly text: string
  /** Whether this is how the piece stays; until then it grows, and is delivered again with `previous`. */
  readonly isFinal: boolean
  /** To be shown with the last piece of a reply. */
  readonly products: readonly ProductPart[]
  readonly orders: readonly OrderPart[]
  readonly files: readonly ReplyFile[]
  readonly from: 'agent' | 'operator' | 'system'
  /** Of the operator. */
  readonly authorName: string | null
  /** Platform's id of the visitor's message that it answers. */
  readonly replyTo: string | null
}

export interface ReplyFile {
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  load(): Promise<Blob>
}
