import type { Concept } from './concept.ts'
import { orderConcepts } from './orders.ts'

/** The vocabulary of commerce and support. */
export const concepts: readonly Concept[] = [...orderConcepts]
