import type { Usage } from '@craveva/contract/parts'
import type { ModelPart } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { createCallReader } from './call-reader.ts'
import { providerError } from './provider-error.ts'
import { readWireEvent } from './wire.ts'

/** Puts an answer together from the events of a stream, or from one whole document. Its methods throw `ModelError`. */
export interface AnswerReader {
  /** Takes the data of one event. */
  take(data: string): void
  /** Whether the stream said that it is over, so that nothing more has to be waited for. */
  isDone(): boolean
  /** Hands out the end of the answer; throws `broken_stream` when the answer had none. */
  end(): void
}

/** The most text of one answer, in UTF-16 units; far above what any `max_tokens` allows. */
export const longestAnswer = 2_000_000

export function createAnswerReader(
  { provider, model }: { provider: string; model: string },
  onPart: (part: ModelPart) => void,
): AnswerReader {
  let length = 0
  let halfPair = ''
  let finishReason: string | null = null
  let usage: Usage | null = null
  let done = false
  const calls = createCallReader(provider)

  const take = (data: string) => {
    if (done) return
    if (data.trim() === '[DONE]') {
      done = true
      return
    }
    const event = readWireEvent(parse(data, provider))
    if (event.error) throw providerError({ provider, model, status: null, error: event.error, retryAfterMs: null })
    if (event.text) addText(event.text)
    for (const piece of event.toolCalls) calls.add(piece)
    finishReason = event.finishReason ?? finishReason
    usage = event.usage ?? usage
  }

  // A pair of surrogates may be cut between two events; half of one could not be written as UTF-8.
  const addText = (added: string) => {
    const text = halfPair + added
    const cut = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length
    halfPair = text.slice(cut)
    length += added.length
    if (length > longestAnswer)
      throw new ModelError('broken_stream', `${provider} does not stop: more than ${longestAnswer} characters came.`)
    if (cut > 0) onPart({ type: 'text', text: text.slice(0, cut) })
  }

  const end = () => {
    if (finishReason === null && !done)
      throw new ModelError('broken_stream', `The answer of ${provider} broke off in the middle. Try again.`)
    if (halfPair) onPart({ type: 'text', text: '\uFFFD' })
    if (finishReason === 'content_filter') {
      throw new ModelError('bad_request', `The content filter of ${provider} stopped the answer. Ask differently, or choose another model.`)
    }
    const reason = finishReason === 'length' ? 'length' : 'stop'
    const asked = calls.end()
    if (length === 0 && asked.length === 0) throw emptyAnswer(provider, reason)
    for (const call of asked) onPart({ type: 'tool-call', ...call })
    onPart({ type: 'finish', reason, usage })
  }

  return { take, end, isDone: () => done }
}

function parse(data: string, provider: string): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new ModelError('broken_stream', `${provider} sent something that is no JSON. Try again.`, { cause })
  }
}

function emptyAnswer(provider: string, reason: 'stop' | 'length') {
  return reason === 'length'
    ? new ModelError('bad_request', `${provider} used up all tokens before its first word. Raise max_tokens, or choose another model.`)
    : new ModelError('broken_stream', `${provider} answered without a word. Try again.`)
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
