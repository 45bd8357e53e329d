/** Something a sentence states that can be looked up. Where it can be read in several ways, each is kept; one that is backed suffices. */
export type Claim =
  | { readonly kind: 'quantity'; readonly text: string; readonly readings: readonly Quantity[]; readonly isApproximate: boolean }
  | { readonly kind: 'date'; readonly text: string; readonly readings: readonly DateReading[] }
  | { readonly kind: 'time'; readonly text: string; readonly minutes: readonly number[] }
  | { readonly kind: 'weekday'; readonly text: string; readonly day: number; readonly isClosed: boolean; readonly isDelivery: boolean }
  /** A telephone number, a code, a name with digits in it. */
  | { readonly kind: 'code'; readonly text: string; readonly code: string }
  | { readonly kind: 'promise'; readonly text: string; readonly promise: string }

export interface Quantity {
  /** In the base unit. */
  readonly value: number
  /** `EUR`, `%`, `minute`, `month`, `g`, `cm`, `ml`, `piece`, `clock` (minutes since midnight)…; null when none is named. */
  readonly unit: string | null
  /** Digits after the point, as written. */
  readonly decimals: number
  /** How far the figure may lie from it, since it was written in short, as "48k" is. */
  readonly within?: number
}

export interface DateReading {
  readonly day: number | null
  readonly month: number
  readonly year: number | null
}
