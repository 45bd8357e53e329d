import type { Model } from '../model.ts'
import { answerFromPassages } from './answer-from-passages.ts'

/** The model that needs neither key nor network: it answers with what search found, sentence by sentence. */
export const builtinModel: Model = {
  provider: 'builtin',
  async *stream({ messages, evidence, language, agentName, suggestedQuestions, signal }) {
    const question = messages.at(-1)?.content ?? ''
    const answer = answerFromPassages({
      question,
      passages: evidence,
      history: messages.slice(0, -1),
      language,
      agentName,
      suggestions: suggestedQuestions,
    })
    yield { type: 'grounding', usedChunkIds: answer.used, declined: answer.declined }
    for (const text of pieces(answer.text)) {
      if (signal.aborted) return
      yield { type: 'text', text }
    }
    yield { type: 'finish', reason: 'stop', usage: null }
  },
}

/** Whole sentences and lines, so that a bubble grows readably. */
const pieces = (text: string): string[] =>
  text.match(/[^\n.!?。！？]*(?:[.!?。！？]+(?=\s)\s*|\n+|$)|[^\n]+/g)?.filter(piece => piece !== '') ?? []
