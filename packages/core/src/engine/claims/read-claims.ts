import type { Claim } from './claim.ts'
import { leavesOpen, promisesBackedBy, promisesIn } from './promises.ts'
import { readPoints } from './read-points.ts'
import { readQuantities } from './read-quantities.ts'
import { readWeekdays } from './read-weekdays.ts'
import { fold } from './units.ts'

/**
 * Everything in a text that can be looked up. In an answer, counts and small talk are left out; in evidence nothing is, so that whatever backs a
 * statement is found.
 */
export function readClaims(text: string, mode: 'answer' | 'evidence'): Claim[] {
  const folded = fold(text.normalize('NFKC'))
    .replace(/https?:\/\/\S+|www\.\S+|\S+@\S+\.\w+/g, found => ' '.repeat(found.length))
    .replace(/\bper cents?\b/g, found => '%'.padEnd(found.length))
  const { claims, rest } = readPoints(folded)
  const isAboutStock = promisesIn(folded).includes('in_stock')
  return [...claims, ...readQuantities(rest, mode, isAboutStock), ...readPromises(folded, mode), ...readWeekdays(folded, mode)]
}

function readPromises(folded: string, mode: 'answer' | 'evidence'): Claim[] {
  const words = folded.replace(/['’]/g, ' ')
  if (mode === 'answer' && leavesOpen(words)) return []
  return (mode === 'answer' ? promisesIn(words) : promisesBackedBy(words)).map(promise => ({ kind: 'promise', text: promise, promise }))
}
