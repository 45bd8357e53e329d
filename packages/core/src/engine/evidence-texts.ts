import type { Evidence } from '../models/model.ts'
import type { TurnInput } from './turn.ts'

/** What the statements of an answer may rest on before any tool was called: passages, instructions, and what was said. */
export const evidenceTexts = ({ config, question, history, outlet }: TurnInput, evidence: readonly Evidence[]): string[] => [
  ...evidence.map(passage => [passage.title, ...passage.headings, passage.body, ...Object.values(passage.fields ?? {})].join('\n')),
  config.instructions,
  config.greeting,
  ...(outlet ? [outlet] : []),
  question,
  ...history.map(({ content }) => content),
]
