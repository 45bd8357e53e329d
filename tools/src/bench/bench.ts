/** One figure, measured, beside its goal. */
export interface Figure {
  readonly name: string
  /** In words, such as `at most 3 x`; empty for what is only told. */
  readonly goal: string
  /** In words, with its unit. */
  readonly measured: string
  /** Null for what is only told. */
  readonly ok: boolean | null
  /** The numbers behind it, for whoever keeps them. */
  readonly values: Readonly<Record<string, number>>
}

export interface BenchOptions {
  /** Fewer and shorter rounds: shows that everything runs; the figures are rough. */
  readonly short: boolean
  /** Told what is going on. */
  readonly log: (line: string) => void
}

export interface Bench {
  readonly name: string
  readonly summary: string
  run(options: BenchOptions): Promise<readonly Figure[]>
}
