/**
 * The way to addresses that a merchant named: the program brings one that refuses private networks. Answers every status; rejects when nothing
 * answered. Redirects are answered, not followed; of what is longer than `maxBytes` the beginning comes, as `truncated`.
 */
export type Reach = (
  url: string,
  options: {
    readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    readonly timeoutMs: number
    readonly maxBytes: number
    readonly signal: AbortSignal
  },
) => Promise<{
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly truncated?: boolean
}>
