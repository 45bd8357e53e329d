import type { ModelRequest } from '../model.ts'

/**
 * The JSON body of a chat-completions request.
 *
 * `max_tokens` is what every server of this wire knows; OpenAI's reasoning models refuse it, and any temperature but
 * their own, so for names that look like theirs (`o1`, `o3-mini`, `openai/gpt-5…`) `max_completion_tokens` is sent and no temperature.
 * Usage is always asked for: without `stream_options` most servers report none in a stream.
 */
export function requestBody(request: ModelRequest): string {
  const system = request.system ? [{ role: 'system', content: request.system }] : []
  return JSON.stringify({
    model: request.model,
    messages: [...system, ...request.messages],
    stream: true,
    stream_options: { include_usage: true },
    ...(isReasoningModel(request.model)
      ? { max_completion_tokens: request.maxTokens }
      : { max_tokens: request.maxTokens, temperature: request.temperature }),
  })
}

const isReasoningModel = (model: string) => /^(o\d|gpt-[5-9])/.test(model.slice(model.lastIndexOf('/') + 1))
