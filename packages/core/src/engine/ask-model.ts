import type { FinishReason, Usage } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, Model, ModelRequest, ModelToolCall } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import { createMarkerFilter } from './citation-markers.ts'
import { createCharacterJoiner } from './whole-characters.ts'

/** What one model made of one request. */
export interface Attempt {
  text: string
  toolCalls: ModelToolCall[]
  reason: FinishReason
  usage: Usage | null
  usedChunkIds: Set<string> | null
  declined: boolean
  error: ModelError | null
}

/** Streams what one model says. Faults end up in `error`, an outside stop in `reason`. */
export async function* askModel(model: Model, request: ModelRequest, evidence: readonly Evidence[]): AsyncGenerator<StreamPart, Attempt> {
  const { signal } = request
  const attempt: Attempt = { text: '', toolCalls: [], reason: 'stop', usage: null, usedChunkIds: null, declined: false, error: null }
  const characters = createCharacterJoiner()
  const markers = createMarkerFilter()
  let shown = false
  try {
    for await (const part of model.stream(request)) {
      if (signal.aborted) break
      if (part.type === 'text') {
        const text = markers.push(characters.push(part.text))
        if (text === '') continue
        if (!shown) yield { type: 'text-start' }
        shown = true
        attempt.text += text
        yield { type: 'text-delta', text }
      } else if (part.type === 'grounding') {
        attempt.usedChunkIds = new Set(part.usedChunkIds)
        attempt.declined = part.declined
      } else if (part.type === 'tool-call') {
        attempt.toolCalls.push({ id: part.id, name: part.name, arguments: part.arguments })
      } else {
        attempt.reason = part.reason
        attempt.usage = part.usage
      }
    }
  } catch (error) {
    if (!signal.aborted)
      attempt.error =
        error instanceof ModelError ? error : new ModelError('server_error', 'The model failed unexpectedly.', { cause: error })
  }
  const rest = markers.push(characters.end()) + markers.end()
  if (rest !== '' && !attempt.error) {
    if (!shown) yield { type: 'text-start' }
    shown = true
    attempt.text += rest
    yield { type: 'text-delta', text: rest }
  }
  if (shown) yield { type: 'text-end' }
  if (signal.aborted) attempt.reason = stopOf(signal)
  else if (attempt.error) attempt.reason = 'error'
  if (!attempt.usedChunkIds && markers.numbers.size > 0) attempt.usedChunkIds = chunkIdsOf(markers.numbers, evidence)
  attempt.declined ||= markers.numbers.has(0)
  return attempt
}

const chunkIdsOf = (numbers: ReadonlySet<number>, evidence: readonly Evidence[]) =>
  new Set(evidence.filter((_, index) => numbers.has(index + 1)).map(({ chunkId }) => chunkId))

/** A turn is stopped from outside with a reason of ours; only its own limit of time has another one. */
export const stopOf = ({ reason }: AbortSignal): FinishReason =>
  reason === 'cancelled' || reason === 'interrupted' ? reason : 'tool_limit'
