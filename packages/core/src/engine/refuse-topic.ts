import type { StreamPart } from '@craveva/contract/stream'
import { languageOf } from './claims/honest-sentence.ts'
import { fixedSentences } from './guardrails/fixed-sentences.ts'
import type { TurnInput, TurnResult } from './turn.ts'

/** Answers a question about a topic that the agent does not speak of, without asking any model. */
export function* refuseTopic({ config, question }: TurnInput, topic: string): Generator<StreamPart, TurnResult> {
  const text = fixedSentences(config.language ?? languageOf(question)).blocked
  const usage = { input_tokens: 0, output_tokens: 0 }
  yield { type: 'text-start' }
  yield { type: 'text-delta', text }
  yield { type: 'text-end' }
  yield { type: 'finish', reason: 'stop', usage }
  return {
    text,
    parts: [],
    citations: [],
    usage,
    steps: [],
    finishReason: 'stop',
    modelUsed: 'builtin',
    ownKey: false,
    fallbackReason: `This agent does not speak of "${topic}".`,
    declined: true,
    dataSourcesQueried: [],
    error: null,
    elapsedMs: 0,
  }
}
