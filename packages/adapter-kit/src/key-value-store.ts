/** Small values of a deployment, kept for good: cursors, ids, what was set up already. Keys have at most 200 characters, values 64,000 as JSON. */
export interface KeyValueStore {
  /** Null when there is none. */
  get<Value = unknown>(key: string): Promise<Value | null>
  /** Null forgets it. */
  set(key: string, value: unknown): Promise<void>
}
