import { createClaimGate } from '@craveva/core/engine/claims/claim-gate'
import { labelledAnswers } from '@craveva/core/engine/claims/testing/labelled-answers'
import type { Verification } from './verification.ts'

/** The labelled answers through the claim gate, cut into pieces of every length. A round is one length. */
export const claims: Verification = {
  name: 'claims',
  summary: 'answers with planted statements that nobody gave: caught, and answers that are backed: let through',
  async run({ rounds }) {
    const tally = { planted: 0, missed: 0, backed: 0, alarms: 0 }
    const notes = new Set<string>()
    for (let length = 1; length <= rounds; length++) {
      for (const { evidence, question, backed, planted } of labelledAnswers) {
        const texts = [...evidence, question]
        for (const answer of planted) {
          tally.planted++
          if (!isCaught(answer, texts, length)) {
            tally.missed++
            notes.add(`missed: ${answer}`)
          }
        }
        for (const answer of backed) {
          tally.backed++
          if (isCaught(answer, texts, length)) {
            tally.alarms++
            notes.add(`false alarm: ${answer}`)
          }
        }
      }
    }
    const caughtTooFew = tally.missed > tally.planted * 0.05 ? 1 : 0
    const alarmsTooMany = tally.alarms > tally.backed * 0.03 ? 1 : 0
    return {
      tried: tally.planted + tally.backed,
      counts: { 'planted caught': tally.planted - tally.missed, 'planted missed': tally.missed, 'false alarms': tally.alarms },
      faults: { 'below 95 % caught': caughtTooFew, 'above 3 % false alarms': alarmsTooMany },
      notes: [...notes],
    }
  },
}

function isCaught(answer: string, texts: readonly string[], length: number) {
  const gate = createClaimGate({ evidence: () => texts, claims: 'block', language: null })
  for (let at = 0; at < answer.length; at += length) gate.push(answer.slice(at, at + length))
  gate.end()
  return gate.unsupported.length > 0
}
