import { readingOf } from './passage-reading.ts'
import type { Match } from './score-candidate.ts'

/** Share of words in common from which two passages say the same. */
const sameness = 0.85

/** The best passages, near repetitions of a better one left out; of equals the newer comes first. */
export function diversify(ranked: readonly Match[], limit: number): Match[] {
  const chosen: { match: Match; words: ReadonlySet<string> }[] = []
  for (const match of [...ranked].sort(
    (a, b) => b.score - a.score || b.candidate.updated_at.getTime() - a.candidate.updated_at.getTime(),
  )) {
    if (chosen.length >= limit) break
    const { words } = readingOf(match.candidate)
    if (chosen.every(other => likeness(other.words, words) < sameness)) chosen.push({ match, words })
  }
  return chosen.map(({ match }) => match)
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (Math.min(a.size, b.size) / Math.max(a.size, b.size, 1) < sameness) return 0
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return common / (a.size + b.size - common)
}
