/** What one verification counted. */
export interface Tally {
  /** How many cases there were: N of the sentence "0 of N". */
  readonly tried: number
  /** Other counts by name, only told: what was acknowledged, what was skipped. */
  readonly counts: Readonly<Record<string, number>>
  /** Counts by name that must all be zero. */
  readonly faults: Readonly<Record<string, number>>
  /** Whatever else is worth a line; above all the first faults, told so that they can be found again. */
  readonly notes: readonly string[]
}

export interface VerifyOptions {
  /** How much is tried; what a round is belongs to the verification. 20 unless told. */
  readonly rounds: number
  /** Makes the same cases again, as far as they are drawn and not timed. */
  readonly seed: number
  readonly log: (line: string) => void
}

export interface Verification {
  readonly name: string
  readonly summary: string
  run(options: VerifyOptions): Promise<Tally>
}
