import type { Model, ModelPart, ModelRequest } from '@craveva/core/models/model'
import { ModelError } from '@craveva/core/models/model-error'

/** What came of asking a model once. */
export interface Outcome {
  readonly text: string
  readonly parts: readonly ModelPart[]
  readonly finish: Extract<ModelPart, { type: 'finish' }> | null
  /** The fault; anything thrown that is no `ModelError` is not caught. */
  readonly error: ModelError | null
}

/** Asks a model and gathers its whole answer, or what came of it before a fault. */
export async function ask(model: Model, request: Partial<ModelRequest> = {}): Promise<Outcome> {
  const parts: ModelPart[] = []
  let error: ModelError | null = null
  try {
    for await (const part of model.stream(requestWith(request))) parts.push(part)
  } catch (thrown) {
    if (!(thrown instanceof ModelError)) throw thrown
    error = thrown
  }
  const text = parts.map(part => (part.type === 'text' ? part.text : '')).join('')
  const last = parts.at(-1)
  return { text, parts, finish: last?.type === 'finish' ? last : null, error }
}

export const requestWith = (request: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'mock',
  system: 'You answer for a shop.',
  messages: [{ role: 'user', content: 'Can I send it back?' }],
  evidence: [],
  temperature: 0.2,
  maxTokens: 500,
  language: null,
  agentName: 'Shop',
  suggestedQuestions: [],
  signal: new AbortController().signal,
  ...request,
})
