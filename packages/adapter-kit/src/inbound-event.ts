import type { Address } from './channel.ts'

/** What happened on the platform. `eventId` is unique within the deployment and the same whenever the platform tells it again. */
export type InboundEvent = MessageReceived | MessageEdited | MessageEcho | CommandGiven | ReceiptReceived | BlockedChanged | ChatMoved

interface Event {
  readonly eventId: string
  readonly address: Address
}

export interface Sender {
  readonly id: string
  readonly name?: string | null
  readonly username?: string | null
  /** BCP 47. */
  readonly language?: string | null
  /** With the code of its country, where the platform proves it. */
  readonly phone?: string | null
}

export interface InboundFile {
  /** What `Channel.load` needs to get it later. */
  readonly ref: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size?: number | null
}

/** A visitor wrote. */
export interface MessageReceived extends Event {
  readonly kind: 'message'
  readonly messageId: string
  readonly sentAt: Date
  readonly text: string
  readonly sender: Sender
  readonly files?: readonly InboundFile[]
  /** What it replies to. */
  readonly quote?: string | null
  /** Place within the chat, where the platform numbers its messages; else the times decide. */
  readonly order?: number | null
}

/** A visitor changed what they wrote. */
export interface MessageEdited extends Event {
  readonly kind: 'edited'
  readonly messageId: string
  readonly sentAt: Date
  readonly text: string
}

/**
 * A message went out of the merchant's own account. Ours come back like that; what a person wrote there makes the agent silent for a while, or
 * until they write `/resume`.
 */
export interface MessageEcho extends Event {
  readonly kind: 'echo'
  readonly messageId: string
  readonly sentAt: Date
  readonly text: string
}

/** `start`: greet. `reset`: begin anew. `resume`: the agent answers again. `stop`: end the answer being written. */
export interface CommandGiven extends Event {
  readonly kind: 'command'
  readonly name: 'start' | 'reset' | 'resume' | 'stop' | 'help'
  readonly payload?: string | null
  readonly sender: Sender
}

/** What became of a message we sent; may be told twice and out of order. */
export interface ReceiptReceived extends Event {
  readonly kind: 'receipt'
  readonly messageId: string
  readonly state: 'sent' | 'delivered' | 'read' | 'failed'
  readonly reason?: string | null
}

/** The visitor does not want messages any more, or wants them again. */
export interface BlockedChanged extends Event {
  readonly kind: 'blocked'
  readonly blocked: boolean
}

/** The chat has another address from now on. */
export interface ChatMoved extends Event {
  readonly kind: 'moved'
  readonly to: Address
}
