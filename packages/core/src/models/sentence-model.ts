import type { Model } from './model.ts'

/** Says one set sentence, whatever it is asked; costs nothing, as `builtin`. */
export const sentenceModel = (sentence: string): Model => ({
  provider: 'builtin',
  async *stream() {
    yield { type: 'grounding', usedChunkIds: [], declined: true }
    yield { type: 'text', text: sentence }
    yield { type: 'finish', reason: 'stop', usage: null }
  },
})
