/** What one verification counted. Only `tried` may be larger than `acknowledged`; what was lost or doubled is a fault. */
export interface Tally {
  readonly tried: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  /** Whatever else is worth a line. */
  readonly notes: readonly string[]
}

export interface VerifyOptions {
  readonly rounds: number
  readonly log: (line: string) => void
}

export interface Verification {
  readonly name: string
  readonly summary: string
  run(options: VerifyOptions): Promise<Tally>
}
