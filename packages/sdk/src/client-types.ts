import type { Api } from '@craveva/contract/api'
import type { Endpoint, PathParams } from '@craveva/contract/endpoint'
import type { StreamPart } from '@craveva/contract/stream'
import type { Upload } from './upload.ts'

/** Every operation of the API as a function, by slice and name: `client.agents.create({ name: 'Ada' })`. */
export type Client = { readonly [Slice in keyof Api]: { readonly [Name in keyof Api[Slice]]: Call<Api[Slice][Name]> } }

/** A call of an operation: one input that holds its path's values, its query or its body; the answer as the contract says. */
export type Call<E> = E extends Endpoint ? Plain<E> & Streamed<E> & Paged<E> : never

type Plain<E extends Endpoint> = IsStream<E> extends true ? StreamCall<E> : (...args: Arguments<E>) => Promise<Answer<E>>

/** An operation that can also stream has `.stream` beside. */
type Streamed<E extends Endpoint> = E['operation'] extends { stream: 'on-request' } ? { readonly stream: StreamCall<E> } : unknown

/** A list has `.iterate` beside, which yields one row after the other and asks for further pages as needed. */
type Paged<E extends Endpoint> =
  Answer<E> extends { next_cursor: string | null }
    ? { readonly iterate: (...args: Arguments<E>) => AsyncGenerator<Row<Answer<E>>> }
    : unknown

type StreamCall<E extends Endpoint> = (...args: Arguments<E, StreamOptions>) => AsyncGenerator<StreamPart>
type IsStream<E extends Endpoint> = E['operation'] extends { stream: 'always' } ? true : false

/** The input may be left out where nothing in it is required. */
type Arguments<E extends Endpoint, Options = CallOptions> =
  Record<never, never> extends Input<E> ? [input?: Input<E>, options?: Options] : [input: Input<E>, options?: Options]

export type Answer<E extends Endpoint> = E['answer']['_output']
export type Row<Page> = { [Key in keyof Page]: Page[Key] extends readonly (infer Item)[] ? Item : never }[keyof Page]

export type Input<E extends Endpoint> = Params<E['operation']['path']> & Query<E['query']> & Fields<E['body']['_input']> & Files<E>

type Params<Path extends string> = { readonly [Name in keyof PathParams<Path>]: string | number }

type Files<E extends Endpoint> = E extends Api['dataSources']['upload'] | Api['chat']['upload'] | Api['adapters']['storeFile']
  ? Upload
  : unknown

/** Query strings are read leniently by the API; here they have the type that comes out, and are optional where they may be left out. */
type Query<Schema extends { _input: unknown; _output: unknown }> = Fields<LikeIn<Schema['_input'], Schema['_output']>>
type LikeIn<In, Out> = { [Key in keyof Out as Optional<In, Key> extends true ? Key : never]?: Out[Key] | undefined } & {
  [Key in keyof Out as Optional<In, Key> extends true ? never : Key]: Out[Key]
}
type Optional<In, Key> = Key extends keyof In ? (Record<never, never> extends Pick<In, Key> ? true : false) : false

/** The contract's empty object accepts no field; joined with others it has to vanish. */
type Fields<T> = string extends keyof T ? unknown : T

export interface CallOptions {
  /** Cancels the call; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number | undefined
  /** Attempts after the first. */
  readonly maxRetries?: number | undefined
  /** Chosen by the SDK for each POST when left out. The same key with the same input does the work only once. */
  readonly idempotencyKey?: string | undefined
  /** A visitor's proof that a conversation is theirs. */
  readonly visitorToken?: string | undefined
  /** The `ETag` under which the caller saw what they change: refused with PRECONDITION_FAILED when it was changed since. */
  readonly ifMatch?: string | undefined
  /** Told the `ETag` of what is read. */
  readonly onEtag?: ((etag: string) => void) | undefined
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

export interface StreamOptions extends CallOptions {
  /** Id of the last event seen, to go on after it. */
  readonly lastEventId?: string | undefined
  /** Told the id of each event, to go on from later. */
  readonly onEventId?: ((id: string) => void) | undefined
}
