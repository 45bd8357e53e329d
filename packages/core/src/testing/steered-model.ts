import type { Model, ModelPart, ModelRequest } from '../models/model.ts'

/** One question to the model, which the test answers piece by piece. */
export interface Ask {
  readonly request: ModelRequest
  say(text: string): void
  finish(): void
  fail(error: Error): void
}

/** A model that says nothing but what the test lets it say, and when. */
export function steeredModel(): Model & { nextAsk(): Promise<Ask> } {
  const asked: Ask[] = []
  const waiting: ((ask: Ask) => void)[] = []
  return {
    provider: 'steered',
    nextAsk: () => {
      const ask = asked.shift()
      return ask ? Promise.resolve(ask) : new Promise(resolve => waiting.push(resolve))
    },
    async *stream(request) {
      const steps: (ModelPart | Error)[] = []
      let changed = Promise.withResolvers<void>()
      const add = (step: ModelPart | Error) => {
        steps.push(step)
        changed.resolve()
      }
      const ask: Ask = {
        request,
        say: text => add({ type: 'text', text }),
        finish: () => add({ type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 5 } }),
        fail: add,
      }
      request.signal.addEventListener('abort', () => changed.resolve(), { once: true })
      const taker = waiting.shift()
      if (taker) taker(ask)
      else asked.push(ask)
      for (let next = 0; !request.signal.aborted; ) {
        const step = steps[next++]
        if (step instanceof Error) throw step
        if (step) yield step
        if (step?.type === 'finish') return
        if (next < steps.length) continue
        if (!step) next--
        await changed.promise
        changed = Promise.withResolvers()
      }
    },
  }
}
