/** A server under load. Its answers are looked at as text, so that both servers cost the load the same. */
export interface Target {
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether questions go on in a conversation: five of one visitor, then the next. */
  readonly conversations: boolean
  /** What a piece of the stream holds as soon as the answer's text begins. */
  readonly textMark: string
  /** What the stream holds at the end of a complete answer. */
  readonly endMark: string
}

/** What the load is to do: `requests` or `seconds`, whichever is given. */
export interface LoadPlan {
  readonly target: Target
  readonly connections: number
  readonly stream: boolean
  /** How the mock model answers: a script of it, empty for its usual one. */
  readonly script: string
  readonly requests?: number
  readonly seconds?: number
}

/** Milliseconds, one per complete request. */
export interface LoadResult {
  readonly durations: readonly number[]
  /** To the first text, for streams. */
  readonly firstTexts: readonly number[]
  readonly failures: readonly string[]
  readonly seconds: number
}
