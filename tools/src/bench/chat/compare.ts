import type { Figure } from '../bench.ts'
import { median } from '../statistics.ts'

/** Something of each of the two that are compared. */
export interface Pair<T> {
  readonly floor: T
  readonly ours: T
}

/** One value per round. */
export type Rounds = Pair<readonly number[]>

interface Comparison {
  readonly name: string
  readonly unit: string
  readonly digits: number
  /** How many times the floor's value ours may, or has to, be. */
  readonly bound: { readonly atMost: number } | { readonly atLeast: number } | null
}

/** A figure out of the medians of the rounds: their ratio beside its goal. */
export function compare({ name, unit, digits, bound }: Comparison, rounds: Rounds): Figure {
  const floor = median(rounds.floor)
  const ours = median(rounds.ours)
  const ratio = ours / floor
  return {
    name,
    goal: bound === null ? '' : 'atMost' in bound ? `at most ${bound.atMost} x` : `at least ${bound.atLeast} x`,
    measured: `${ratio.toFixed(2)} x (floor ${floor.toFixed(digits)}, ours ${ours.toFixed(digits)} ${unit})`,
    ok: bound === null ? null : 'atMost' in bound ? ratio <= bound.atMost : ratio >= bound.atLeast,
    values: { ratio, floor, ours },
  }
}

/** Runs `round` for the floor and for ours in turn, so that whatever else the machine does falls on both. */
export async function interleave<S>(pair: Pair<S>, count: number, round: (one: S) => Promise<number>): Promise<Rounds> {
  const rounds = { floor: [] as number[], ours: [] as number[] }
  for (let index = 0; index < count; index++) {
    // Neither always goes first.
    const names = index % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const)
    for (const name of names) rounds[name].push(await round(pair[name]))
  }
  return rounds
}
