import { describe, expect, test } from 'vitest'
import { createClaimGate } from './claim-gate.ts'
import { labelledAnswers } from './testing/labelled-answers.ts'

const judge = (answer: string, evidence: readonly string[], pieces = 7) => {
  const gate = createClaimGate({ evidence: () => evidence, claims: 'block', language: null })
  let shown = ''
  for (let at = 0; at < answer.length; at += pieces) shown += gate.push(answer.slice(at, at + pieces))
  return { shown: shown + gate.end(), unsupported: gate.unsupported }
}

describe('the labelled answers', () => {
  const cases = labelledAnswers.flatMap(({ language, evidence, question, backed, planted }) => [
    ...backed.map(answer => ({ language, answer, texts: [...evidence, question], isPlanted: false })),
    ...planted.map(answer => ({ language, answer, texts: [...evidence, question], isPlanted: true })),
  ])
  const wrong = cases.filter(({ answer, texts, isPlanted }) => judge(answer, texts).unsupported.length > 0 !== isPlanted)
  const missed = wrong.filter(({ isPlanted }) => isPlanted)
  const alarms = wrong.filter(({ isPlanted }) => !isPlanted)
  const half = cases.length / 2

  test('at least 95 % of what was planted is caught', () => {
    console.log(`claim gate: ${half - missed.length} of ${half} planted caught, ${alarms.length} of ${half} backed held back`)
    expect(cases.length).toBeGreaterThanOrEqual(200)
    expect(missed.map(({ answer }) => answer).slice(Math.floor(half * 0.05))).toEqual([])
  })

  test('at most 3 % of what is backed is held back', () => {
    expect(alarms.map(({ answer }) => answer).slice(Math.floor(half * 0.03))).toEqual([])
  })
})
