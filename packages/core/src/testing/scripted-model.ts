import type { Model, ModelPart, ModelRequest } from '../models/model.ts'

/** What a scripted model does when it is asked: parts to say, pauses in milliseconds, errors to fail with. */
export type Script = readonly (ModelPart | number | Error)[]

/** A model that follows a script, chosen anew for each request. It keeps the requests it got. */
export function scriptedModel(scriptFor: (request: ModelRequest) => Script): Model & { readonly requests: ModelRequest[] } {
  const requests: ModelRequest[] = []
  return {
    provider: 'scripted',
    requests,
    async *stream(request) {
      requests.push(request)
      for (const step of scriptFor(request)) {
        if (request.signal.aborted) return
        if (step instanceof Error) throw step
        if (typeof step === 'number') await pause(step, request.signal)
        else yield step
      }
    },
  }
}

/** A script that says these words one by one. */
export const saying = (text: string, pauseMs = 0): Script => [
  ...(text.match(/\S+\s*/g) ?? []).flatMap(word => [pauseMs, { type: 'text' as const, text: word }]),
  { type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 5 } },
]

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
