import type { Endpoint, PathParams } from '@craveva/contract/endpoint'
import type { StreamPart } from '@craveva/contract/stream'
import type { z } from 'zod'
import type { Context, LeaseContext, PublicContext, ServiceContext, UserContext, VisitorContext } from '../context.ts'

/** One file of a multipart request, lying on disk until the answer is sent. */
export interface UploadedFile {
  /** The name alone, as the caller gave it. */
  readonly name: string
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/** What a handler gets of a call: checked, typed, and nothing else of it. */
export interface Call<E extends Endpoint> {
  readonly params: PathParams<E['operation']['path']>
  readonly query: z.output<E['query']>
  readonly body: z.output<E['body']>
  /** The files of a multipart request; its form fields are `body`. */
  readonly files: readonly UploadedFile[]
  /** The bytes of a `raw` request, as they came; empty for others. */
  readonly raw: Buffer
  /** A header of a `raw` request, such as the one that signs it; empty when it is not there. */
  readonly header: (name: string) => string
  /** Whether the caller asked for server-sent events. */
  readonly wantsStream: boolean
  /** The `Last-Event-ID` header. */
  readonly lastEventId: string | null
  /** Names a call with an `Idempotency-Key`: the same for it and its repetitions, and for no other. Null without one. */
  readonly onceKey: string | null
  /**
   * For a detached handler that changes what is read at the same address: makes the change in its transaction `inside` only while that is as the
   * caller says they saw it. Throws PRECONDITION_FAILED.
   */
  readonly ifUnchanged: <T>(inside: Context, change: () => Promise<T>) => Promise<T>
  /** Aborted when the caller is gone. */
  readonly gone: AbortSignal
}

/** One server-sent event. */
export interface StreamEvent {
  readonly id: string | null
  readonly part: StreamPart
}

/** An answer that is a stream of server-sent events. */
export interface EventStream {
  readonly kind: 'event-stream'
  readonly events: AsyncIterable<StreamEvent>
}

export const eventStream = (events: AsyncIterable<StreamEvent>): EventStream => ({ kind: 'event-stream', events })

export const isEventStream = (value: unknown): value is EventStream =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'event-stream' && 'events' in value

/** An answer that is a file, of the media type that the operation names. */
export interface FileAnswer {
  readonly kind: 'file'
  /** What it is called when it is saved. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array | string>
  /** Instead of the one that the operation names. */
  readonly mediaType?: string
}

export const fileAnswer = (name: string, content: FileAnswer['content']): FileAnswer => ({ kind: 'file', name, content })

export const isFileAnswer = (value: unknown): value is FileAnswer =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file' && 'content' in value

type Answer<E extends Endpoint> = E['operation'] extends { file: string }
  ? FileAnswer
  : E['operation'] extends { stream: 'always' }
    ? EventStream
    : E['operation'] extends { stream: 'on-request' }
      ? z.output<E['answer']> | EventStream
      : z.output<E['answer']>

/** A handler that lasts longer than a transaction should, and opens its own with `inCompany`. */
export interface Detached<E extends Endpoint> {
  readonly detached: (context: UserContext, call: Call<E>) => Promise<Answer<E>>
}

export const detached = <E extends Endpoint>(handler: Detached<E>['detached']): Detached<E> => ({ detached: handler })

type Handler<E extends Endpoint> = E['operation']['access'] extends { kind: 'user' }
  ? ((context: Context, call: Call<E>) => Promise<Answer<E>>) | Detached<E>
  : E['operation']['access'] extends { kind: 'visitor' }
    ? (context: VisitorContext, call: Call<E>) => Promise<Answer<E>>
    : E['operation']['access'] extends { kind: 'service'; lease: true }
      ? (context: LeaseContext, call: Call<E>) => Promise<Answer<E>>
      : E['operation']['access'] extends { kind: 'service' }
        ? (context: ServiceContext, call: Call<E>) => Promise<Answer<E>>
        : (context: PublicContext, call: Call<E>) => Promise<Answer<E>>

/** The handlers of a slice: one for each of its endpoints, with its very types. */
export type Handlers<Endpoints extends Record<string, Endpoint>> = { readonly [Name in keyof Endpoints]: Handler<Endpoints[Name]> }
