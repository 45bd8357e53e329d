import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { ModelPart, ModelRequest } from '../model.ts'
import type { ClosableModel } from '../model-catalogue.ts'
import { ModelError } from '../model-error.ts'
import { defaultTimeouts, startWatch, type Timeouts } from '../openai/watch.ts'
import { asModelError } from './as-model-error.ts'
import { toPrompt } from './to-prompt.ts'

export interface AiSdkSettings {
  /** For people, and for errors. */
  readonly provider: string
  /** Loads the provider's package, when it is first used, and gives the model of this name. */
  readonly load: (name: string) => Promise<LanguageModelV4>
  /** Never told to anybody. */
  readonly apiKey: string
  /** Whether models can be bound to a JSON Schema. */
  readonly bindsJson: boolean
  readonly timeouts?: Partial<Timeouts>
}

/** A model behind a provider package of the AI SDK, at the level of `doStream`: one request, no retries, faults as `ModelError`. */
export function createAiSdkModel({ provider, load, apiKey, bindsJson, timeouts }: AiSdkSettings): ClosableModel {
  const limits = { ...defaultTimeouts, ...timeouts }
  return {
    provider,
    close: async () => {},
    async *stream(request) {
      const stop = new AbortController()
      const late = Promise.withResolvers<never>()
      late.promise.catch(() => {})
      const end = (error: unknown) => {
        stop.abort(error)
        late.reject(error)
      }
      const forward = () => end(request.signal.reason ?? new Error('The request was cancelled'))
      request.signal.addEventListener('abort', forward, { once: true })
      const watch = startWatch(limits, provider, end)
      let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | null = null
      try {
        if (request.signal.aborted) forward()
        // Whatever a package does with the signal, nobody waits longer than this.
        const begun = load(request.model).then(model => model.doStream(callFor(request, bindsJson, stop.signal)))
        const { stream } = await Promise.race([begun, late.promise])
        reader = stream.getReader()
        const answer = createAnswer(provider, request.model)
        for (;;) {
          const { value, done } = await Promise.race([reader.read(), late.promise])
          if (done) break
          watch.touch()
          yield* answer.take(value)
        }
        yield* answer.end()
      } catch (error) {
        if (request.signal.aborted) throw error
        throw withoutKey(error instanceof ModelError ? error : asModelError(error, provider, request.model), apiKey)
      } finally {
        watch.stop()
        request.signal.removeEventListener('abort', forward)
        stop.abort()
        reader?.cancel().catch(() => {})
      }
    },
  }
}

function callFor(request: ModelRequest, bindsJson: boolean, abortSignal: AbortSignal): LanguageModelV4CallOptions {
  const { tools = [], mayCall = true, outputSchema, maxTokens, temperature } = request
  return {
    prompt: toPrompt(request),
    maxOutputTokens: maxTokens,
    temperature,
    abortSignal,
    ...(tools.length > 0
      ? {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            name,
            description,
            inputSchema: parameters,
          })),
          toolChoice: { type: mayCall ? ('auto' as const) : ('none' as const) },
        }
      : {}),
    ...(outputSchema && bindsJson ? { responseFormat: { type: 'json' as const, schema: outputSchema } } : {}),
  }
}

/** Characters of one answer; far above what any `max_tokens` allows. */
const longestAnswer = 2_000_000

function createAnswer(provider: string, model: string) {
  let length = 0
  let calls = 0
  let finish: Extract<LanguageModelV4StreamPart, { type: 'finish' }> | null = null
  return {
    *take(part: LanguageModelV4StreamPart): Generator<ModelPart> {
      if (part.type === 'error') throw asModelError(part.error, provider, model)
      if (part.type === 'finish') finish = part
      if (part.type === 'tool-call' && !part.providerExecuted) {
        calls++
        yield { type: 'tool-call', id: part.toolCallId, name: part.toolName, arguments: part.input }
      }
      if (part.type !== 'text-delta' || part.delta === '') return
      length += part.delta.length
      if (length > longestAnswer)
        throw new ModelError('broken_stream', `${provider} does not stop: more than ${longestAnswer} characters came.`)
      yield { type: 'text', text: part.delta }
    },
    *end(): Generator<ModelPart> {
      const { unified, raw } = finish?.finishReason ?? { unified: 'interrupted', raw: undefined }
      if (unified === 'interrupted' || (unified === 'other' && raw === undefined))
        throw new ModelError('broken_stream', `The answer of ${provider} broke off in the middle. Try again.`)
      if (unified === 'content-filter')
        throw new ModelError(
          'bad_request',
          `The content filter of ${provider} stopped the answer. Ask differently, or choose another model.`,
        )
      if (unified === 'error') throw new ModelError('server_error', `${provider} failed in the middle of its answer. Try again.`)
      if (length === 0 && calls === 0) throw emptyAnswer(provider, unified)
      const input = finish?.usage.inputTokens.total
      const output = finish?.usage.outputTokens.total
      const usage = input === undefined || output === undefined ? null : { input_tokens: input, output_tokens: output }
      yield { type: 'finish', reason: unified === 'length' ? 'length' : 'stop', usage }
    },
  }
}

const emptyAnswer = (provider: string, reason: string) =>
  reason === 'length'
    ? new ModelError('bad_request', `${provider} used up all tokens before its first word. Raise max_tokens, or choose another model.`)
    : new ModelError('broken_stream', `${provider} answered without a word. Try again.`)

function withoutKey(error: ModelError, apiKey: string) {
  if (!apiKey || !error.message.includes(apiKey)) return error
  return new ModelError(error.kind, error.message.replaceAll(apiKey, '[key]'), { retryAfterMs: error.retryAfterMs })
}
