import type { FinishReason, Usage } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, Model, ModelRequest, ModelToolCall } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import { createMarkerFilter } from './citation-markers.ts'
import type { ClaimGate, Unsupported } from './claims/claim-gate.ts'
import { createCharacterJoiner } from './whole-characters.ts'

/** What one model made of one request. */
export interface Attempt {
  text: string
  /** Whether the visitor has seen any of it. */
  shown: boolean
  toolCalls: ModelToolCall[]
  reason: FinishReason
  usage: Usage | null
  usedChunkIds: Set<string> | null
  declined: boolean
  /** What the gate found that nothing backs. */
  unsupported: readonly Unsupported[]
  error: ModelError | null
}

export interface AskOptions {
  readonly evidence: readonly Evidence[]
  /** What the text goes through before it is shown. */
  readonly gate: ClaimGate | null
  /** Whether the text is kept for whoever asks, and not shown. */
  readonly hold: boolean
}

/** Streams what one model says. Faults end up in `error`, an outside stop in `reason`. */
export async function* askModel(
  model: Model,
  request: ModelRequest,
  { evidence, gate, hold }: AskOptions,
): AsyncGenerator<StreamPart, Attempt> {
  const { signal } = request
  const attempt: Attempt = {
    text: '',
    shown: false,
    toolCalls: [],
    reason: 'stop',
    usage: null,
    usedChunkIds: null,
    declined: false,
    unsupported: gate?.unsupported ?? [],
    error: null,
  }
  const characters = createCharacterJoiner()
  const markers = createMarkerFilter()

  function* show(text: string): Generator<StreamPart> {
    if (text === '') return
    attempt.text += text
    if (hold) return
    if (!attempt.shown) yield { type: 'text-start' }
    attempt.shown = true
    yield { type: 'text-delta', text }
  }

  try {
    for await (const part of model.stream(request)) {
      if (signal.aborted) break
      if (part.type === 'text') {
        const text = hold ? characters.push(part.text) : markers.push(characters.push(part.text))
        if (text !== '') yield* show(gate ? gate.push(text) : text)
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
  const rest = hold ? characters.end() : markers.push(characters.end()) + markers.end()
  // Half a sentence may hold half a number: it is not shown.
  const whole = !attempt.error && !(gate && signal.aborted)
  if (whole) yield* show(gate ? gate.push(rest) + gate.end() : rest)
  if (attempt.shown) yield { type: 'text-end' }
  if (signal.aborted) attempt.reason = stopOf(signal)
  else if (attempt.error) attempt.reason = 'error'
  if (!attempt.usedChunkIds && markers.numbers.size > 0) attempt.usedChunkIds = chunkIdsOf(markers.numbers, evidence)
  attempt.declined ||= markers.numbers.has(0) || (gate !== null && gate.unsupported.length > 0 && !gate.saidSomething)
  return attempt
}

const chunkIdsOf = (numbers: ReadonlySet<number>, evidence: readonly Evidence[]) =>
  new Set(evidence.filter((_, index) => numbers.has(index + 1)).map(({ chunkId }) => chunkId))

/** A turn is stopped from outside with a reason of ours; only its own limit of time has another one. */
export const stopOf = ({ reason }: AbortSignal): FinishReason =>
  reason === 'cancelled' || reason === 'interrupted' ? reason : 'tool_limit'
