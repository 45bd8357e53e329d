import { readingOf } from './passage-reading.ts'
import type { Match } from './score-candidate.ts'

/** Share of words in common from which two passages say the same. */
const sameness = 0.85

/** Two passages that say the same answer equally well when their scores are this near: then the newer one is shown. */
const equallyGood = 0.97

interface Choice {
  match: Match
  words: ReadonlySet<string>
}

/** The best passages; of near repetitions one, the newer of equally good ones. */
export function diversify(ranked: readonly Match[], limit: number): Match[] {
  const chosen: Choice[] = []
  for (const match of [...ranked].sort((a, b) => b.score - a.score || timeOf(b) - timeOf(a))) {
    const { words } = readingOf(match.candidate)
    const same = chosen.find(other => likeness(other.words, words) >= sameness)
    if (same) {
      if (timeOf(match) > timeOf(same.match) && match.score >= same.match.score * equallyGood) Object.assign(same, { match, words })
    } else if (chosen.length < limit) chosen.push({ match, words })
  }
  return chosen.map(({ match }) => match)
}

const timeOf = ({ candidate }: Match): number => candidate.updated_at.getTime()

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (Math.min(a.size, b.size) / Math.max(a.size, b.size, 1) < sameness) return 0
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return common / (a.size + b.size - common)
}
