import type { ModelMessage, ModelRequest } from '../model.ts'

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
    messages: [...system, ...request.messages.map(toWire)],
    ...toolsOf(request),
    ...formatOf(request),
    stream: true,
    stream_options: { include_usage: true },
    ...(isReasoningModel(request.model)
      ? { max_completion_tokens: request.maxTokens }
      : { max_tokens: request.maxTokens, temperature: request.temperature }),
  })
}

/** Messages without tools go as they are. */
function toWire(message: ModelMessage) {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.content }
  if (message.role === 'user' || !message.toolCalls?.length) return { role: message.role, content: message.content }
  const tool_calls = message.toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
  }))
  return { role: 'assistant', content: message.content || null, tool_calls }
}

function toolsOf({ tools = [], mayCall = true }: ModelRequest) {
  if (tools.length === 0) return {}
  return {
    tools: tools.map(tool => ({ type: 'function', function: tool })),
    ...(mayCall ? {} : { tool_choice: 'none' }),
  }
}

const formatOf = ({ outputSchema }: ModelRequest) =>
  outputSchema ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: outputSchema } } } : {}

const isReasoningModel = (model: string) => /^(o\d|gpt-[5-9])/.test(model.slice(model.lastIndexOf('/') + 1))
