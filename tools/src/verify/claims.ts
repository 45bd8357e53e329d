import { createClaimGate } from '@craveva/core/engine/claims/claim-gate'
import { heldOutAnswers } from '@craveva/core/engine/claims/testing/held-out-answers'
import { type LabelledAnswers, labelledAnswers } from '@craveva/core/engine/claims/testing/labelled-answers'
import { secondHeldOut } from '@craveva/core/engine/claims/testing/second-held-out'
import type { Verification } from './verification.ts'

/** The sets of labelled answers: the one the rules were made after, and those that were written without regard to them. What each came to before a rule was mended is in docs/decisions. */
const sets = [
  { name: 'tuned', groups: labelledAnswers },
  { name: 'held out', groups: heldOutAnswers },
  { name: 'held out later', groups: secondHeldOut },
] as const

/** The labelled answers through the claim gate, cut into pieces of every length. A round is one length. */
export const claims: Verification = {
  name: 'claims',
  summary: 'answers with planted statements that nobody gave: caught, and answers that are backed: let through',
  async run({ rounds }) {
    const measured = sets.map(({ name, groups }) => ({ name, ...measure(groups, rounds) }))
    return {
      tried: measured.reduce((sum, { planted, backed }) => sum + planted + backed, 0),
      counts: Object.assign({}, ...measured.map(toCounts)),
      faults: Object.assign({}, ...measured.map(toFaults)),
      notes: measured.flatMap(({ name, notes }) => notes.map(note => `${name}: ${note}`)),
    }
  },
}

interface Measured {
  readonly planted: number
  readonly missed: number
  readonly backed: number
  readonly alarms: number
  readonly notes: readonly string[]
}

function measure(groups: readonly LabelledAnswers[], rounds: number): Measured {
  const lengths = Array.from({ length: rounds }, (_, index) => index + 1)
  const tried = lengths.flatMap(length =>
    groups.flatMap(({ evidence, question, backed, planted }) => {
      const isHeld = (answer: string) => isCaught(answer, [...evidence, question], length)
      return [
        ...planted.map(answer => ({ answer, planted: true, held: isHeld(answer) })),
        ...backed.map(answer => ({ answer, planted: false, held: isHeld(answer) })),
      ]
    }),
  )
  const missed = tried.filter(({ planted, held }) => planted && !held)
  const alarms = tried.filter(({ planted, held }) => !planted && held)
  return {
    planted: tried.filter(({ planted }) => planted).length,
    missed: missed.length,
    backed: tried.filter(({ planted }) => !planted).length,
    alarms: alarms.length,
    notes: [...new Set([...missed.map(({ answer }) => `missed: ${answer}`), ...alarms.map(({ answer }) => `false alarm: ${answer}`)])],
  }
}

const toCounts = ({ name, planted, missed, backed, alarms }: Measured & { name: string }) => ({
  [`${name}: planted caught`]: planted - missed,
  [`${name}: planted missed`]: missed,
  [`${name}: backed let through`]: backed - alarms,
  [`${name}: false alarms`]: alarms,
})

const toFaults = ({ name, planted, missed, backed, alarms }: Measured & { name: string }) => ({
  [`${name}: below 95 % caught`]: missed > planted * 0.05 ? 1 : 0,
  [`${name}: above 3 % false alarms`]: alarms > backed * 0.03 ? 1 : 0,
})

function isCaught(answer: string, texts: readonly string[], length: number) {
  const gate = createClaimGate({ evidence: () => texts, claims: 'block', language: null })
  for (let at = 0; at < answer.length; at += length) gate.push(answer.slice(at, at + length))
  gate.end()
  return gate.unsupported.length > 0
}
