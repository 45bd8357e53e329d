import type { Engine, Outcome } from './engine.ts'
import { answersRightly, isRight } from './judge.ts'
import type { Question } from './questions.ts'

export interface Judged {
  readonly question: Question
  readonly outcome: Outcome
  /** Place of the first right passage, counted from 1; 0 when there is none within ten. */
  readonly rank: number
  readonly answeredRightly: boolean
}

/** One line of figures: shares of the questions of a kind. */
export interface Figures {
  readonly kind: string
  readonly questions: number
  readonly recallAt1: number
  readonly recallAt5: number
  readonly mrr: number
  /** null where the engine does not answer. */
  readonly declined: number | null
  readonly answered: number | null
}

/** Puts every question to an engine. */
export async function judgeAll(engine: Engine, questions: readonly Question[]): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const question of questions) {
    const outcome = await engine.ask(question)
    const rank = outcome.passages.slice(0, 10).findIndex(passage => isRight(question, passage)) + 1
    judged.push({ question, outcome, rank, answeredRightly: outcome.answer !== null && answersRightly(question, outcome.answer.text) })
  }
  return judged
}

/** Figures by kind, then over all answerable questions. */
export function figures(judged: readonly Judged[]): Figures[] {
  const kinds = [...new Set(judged.map(({ question }) => question.kind))]
  return [
    ...kinds.map(kind =>
      summarize(
        kind,
        judged.filter(({ question }) => question.kind === kind),
      ),
    ),
    summarize(
      'answerable',
      judged.filter(({ question }) => question.expect),
    ),
  ]
}

function summarize(kind: string, judged: readonly Judged[]): Figures {
  const share = (holds: (one: Judged) => boolean) => judged.filter(holds).length / Math.max(judged.length, 1)
  const answers = judged.every(({ outcome }) => outcome.answer)
  return {
    kind,
    questions: judged.length,
    recallAt1: share(({ rank }) => rank === 1),
    recallAt5: share(({ rank }) => rank > 0 && rank <= 5),
    mrr: judged.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / Math.max(judged.length, 1),
    declined: answers ? share(({ outcome }) => outcome.answer?.declined ?? false) : null,
    answered: answers ? share(({ answeredRightly }) => answeredRightly) : null,
  }
}
