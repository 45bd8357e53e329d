import type { ChatRequest } from './chat-request.ts'
import type { Script, ScriptedCall } from './script.ts'

/** The wire of one streamed answer: an opening event, the text, the end. */
export interface Frames {
  readonly events: readonly Buffer[]
  readonly done: Buffer
}

const cached = new Map<string, Frames>()
const mostCached = 200

/** The events of an answer. Fixed answers are built once, so that a benchmark measures the caller and not the mock. */
export function framesFor(request: ChatRequest, script: Script, text: string): Frames {
  const usage = script.usage && request.wantsUsage
  const key = JSON.stringify([request.model, script.chunks, script.finishReason, usage, text])
  const known = cached.get(key)
  if (known) return known
  if (cached.size >= mostCached) cached.clear()
  const frames = buildFrames(request, script, text, usage)
  cached.set(key, frames)
  return frames
}

function buildFrames(request: ChatRequest, script: Script, text: string, usage: boolean): Frames {
  const chunk = (delta: object, finishReason: string | null = null) =>
    event({ ...head(request, 'chat.completion.chunk'), choices: [{ index: 0, delta, finish_reason: finishReason }] })
  return {
    events: [
      chunk({ role: 'assistant', content: '' }),
      ...splitEvenly(text, script.chunks).map(piece => chunk({ content: piece })),
      chunk({}, script.finishReason),
      ...(usage ? [event({ ...head(request, 'chat.completion.chunk'), choices: [], usage: usageOf(request, text) })] : []),
    ],
    done: Buffer.from('data: [DONE]\n\n'),
  }
}

/** The same answer as one JSON document. */
export function completionFor(request: ChatRequest, script: Script, text: string) {
  const message = { role: 'assistant', content: text }
  return {
    ...head(request, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: script.finishReason }],
    ...(script.usage ? { usage: usageOf(request, text) } : {}),
  }
}

export interface NumberedCall extends ScriptedCall {
  readonly id: string
}

/** The wire of an answer that asks for a tool. */
export const callFramesFor = (request: ChatRequest, call: NumberedCall): Buffer[] => [
  ...[
    { delta: { role: 'assistant', content: null, tool_calls: [{ index: 0, ...wireOf(call) }] }, finish_reason: null },
    { delta: {}, finish_reason: 'tool_calls' },
  ].map(choice => event({ ...head(request, 'chat.completion.chunk'), choices: [{ index: 0, ...choice }] })),
  Buffer.from('data: [DONE]\n\n'),
]

/** The same as one JSON document. */
export const callCompletionFor = (request: ChatRequest, call: NumberedCall) => ({
  ...head(request, 'chat.completion'),
  choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: [wireOf(call)] }, finish_reason: 'tool_calls' }],
})

const wireOf = ({ id, name, arguments: given }: NumberedCall) => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(given) },
})

export const event = (data: object) => Buffer.from(`data: ${JSON.stringify(data)}\n\n`)

const head = (request: ChatRequest, object: string) => ({ id: 'chatcmpl-mock', object, created: 1_700_000_000, model: request.model })

function usageOf(request: ChatRequest, text: string) {
  const prompt = tokens(request.context) + tokens(request.question)
  return { prompt_tokens: prompt, completion_tokens: tokens(text), total_tokens: prompt + tokens(text) }
}

/** Four characters a token, the usual rule of thumb. */
const tokens = (text: string) => Math.ceil(text.length / 4)

/** Splits between code points into `count` pieces, or fewer when the text is shorter. */
export function splitEvenly(text: string, count: number): string[] {
  const points = [...text]
  const size = Math.max(1, Math.ceil(points.length / count))
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) => points.slice(index * size, (index + 1) * size).join(''))
}
