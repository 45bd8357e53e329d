import type { Figures, Judged } from './measure.ts'

const columns = ['kind', 'n', 'recall@1', 'recall@5', 'MRR', 'declined', 'fact in answer']

/** Figures of one engine as a table. */
export function figuresTable(name: string, figures: readonly Figures[]): string {
  const rows = [
    columns,
    ...figures.map(line => {
      const answerable = line.kind !== 'unanswerable'
      const search = [line.recallAt1, line.recallAt5, line.mrr].map(value => (answerable ? value.toFixed(2) : ''))
      return [
        line.kind,
        String(line.questions),
        ...search,
        line.declined?.toFixed(2) ?? '',
        answerable ? (line.answered?.toFixed(2) ?? '') : '',
      ]
    }),
  ]
  const widths = columns.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return [name, ...rows.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))]
    .map(line => line.trimEnd())
    .join('\n')
}

/** The questions that went wrong, with what was found and said. */
export function failures(judged: readonly Judged[]): string {
  return judged
    .filter(({ question, rank, answeredRightly, outcome }) =>
      question.expect ? rank !== 1 || !answeredRightly || outcome.answer?.declined : outcome.answer?.declined === false,
    )
    .map(({ question, rank, outcome, answeredRightly }) => {
      const first = outcome.passages[0]
      const verdict = question.expect ? `rank ${rank || '-'}, fact ${answeredRightly ? 'given' : 'missing'}` : 'should decline'
      const found = first ? `${first.file}: ${first.text.slice(0, 160).replace(/\n/g, ' / ')}` : 'nothing'
      return [
        `${question.id} (${verdict}): ${question.question}`,
        `  found ${found}`,
        `  said  ${(outcome.answer?.text ?? '').replace(/\n/g, ' / ').slice(0, 400)}`,
      ].join('\n')
    })
    .join('\n')
}

/** Milliseconds below which a share of the searches stayed. */
export function percentile(judged: readonly Judged[], share: number): number {
  const sorted = judged.map(({ outcome }) => outcome.milliseconds).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
