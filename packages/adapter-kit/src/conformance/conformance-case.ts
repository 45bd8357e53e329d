import { type Bench, type BenchOptions, openBench } from './bench.ts'
import type { PlatformDouble, Subject } from './subject.ts'

export interface ConformanceCase {
  readonly name: string
  /** Capabilities of the double without which the case is about nothing: a subject without them leaves the case out, and says why. */
  readonly needs?: readonly (keyof PlatformDouble)[]
  /** Rejects when it is not so. */
  run(subject: Subject): Promise<void>
}

/** Runs something on a bench that is open, and closes it afterwards. */
export const on =
  (options: BenchOptions, work: (bench: Bench, subject: Subject) => Promise<void>): ConformanceCase['run'] =>
  async subject => {
    const bench = await openBench(subject, options)
    try {
      await bench.opened()
      await work(bench, subject)
    } finally {
      await bench.close()
    }
  }

export const matchesIn = (texts: readonly string[], pattern: RegExp): readonly string[] => texts.join('\n').match(pattern) ?? []
