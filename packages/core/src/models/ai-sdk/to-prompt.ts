import type { LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider'
import type { ModelMessage, ModelRequest } from '../model.ts'

/** The messages of a request as provider packages take them. Empty texts, which some refuse, are left out. */
export function toPrompt({ system, messages }: Pick<ModelRequest, 'system' | 'messages'>): LanguageModelV4Prompt {
  const prompt: LanguageModelV4Message[] = system ? [{ role: 'system', content: system }] : []
  for (const message of messages) {
    const last = prompt.at(-1)
    const next = toMessage(message)
    // The answers to calls that were made together belong together.
    if (next.role === 'tool' && last?.role === 'tool') last.content.push(...next.content)
    else if (next.role !== 'assistant' || next.content.length > 0) prompt.push(next)
  }
  return prompt
}

function toMessage(message: ModelMessage): LanguageModelV4Message {
  if (message.role === 'user') return { role: 'user', content: [{ type: 'text', text: message.content || '…' }] }
  if (message.role === 'tool') {
    const { callId, toolName, content } = message
    return { role: 'tool', content: [{ type: 'tool-result', toolCallId: callId, toolName, output: { type: 'text', value: content } }] }
  }
  return {
    role: 'assistant',
    content: [
      ...(message.content ? [{ type: 'text' as const, text: message.content }] : []),
      ...(message.toolCalls ?? []).map(({ id, name, arguments: args }) => ({
        type: 'tool-call' as const,
        toolCallId: id,
        toolName: name,
        input: parsed(args),
      })),
    ],
  }
}

/** What a model asked for goes back to it as it was, an object where it was one. */
function parsed(args: string): unknown {
  try {
    const value: unknown = JSON.parse(args || '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
