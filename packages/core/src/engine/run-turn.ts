import type { Citation, FinishReason, Usage } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, Model } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import { createMarkerFilter } from './citation-markers.ts'
import { buildRequest } from './prompt.ts'
import { restsOn } from './rests-on.ts'
import type { TurnInput, TurnPorts, TurnResult, TurnStop } from './turn.ts'
import { createCharacterJoiner } from './whole-characters.ts'

/** Milliseconds a failing provider may ask us to wait before the one retry. */
const longestWait = 3000

/** What one model made of the turn so far. */
interface Attempt {
  text: string
  reason: FinishReason
  usage: Usage | null
  usedChunkIds: Set<string> | null
  declined: boolean
  error: ModelError | null
}

/**
 * One turn, from the question to the end of the answer: retrieves, asks the model, streams what it says.
 * Never throws: whatever happens, parts come out in order, `finish` last, and the result accounts for the ending.
 * A model that fails before it said anything is tried once more, then `builtin` answers the same question.
 */
export async function* runTurn(input: TurnInput, ports: TurnPorts): AsyncGenerator<StreamPart, TurnResult> {
  const startedAt = ports.monotonicNow()
  const evidence = await retrieveOrDegrade(input, ports)
  const { model, name, fallbackReason } = ports.resolveModel(input.model)

  let used = model.provider === 'builtin' ? 'builtin' : input.model
  let reason = fallbackReason
  let attempt = yield* askWithRetry(model, name, input, evidence, ports)
  if (attempt.error && attempt.text === '' && model !== ports.builtin) {
    reason = attempt.error.message
    used = 'builtin'
    attempt = yield* ask(ports.builtin, 'builtin', input, evidence, ports)
  }

  const citations = toCitations(evidence, attempt)
  for (const citation of citations) if (citation.used) yield { type: 'citation', ...citation }
  const error = attempt.error && { code: 'PROVIDER_ERROR', message: 'The answer broke off. Please try again.', retryable: true }
  if (error) yield { type: 'error', ...error }
  const usage = attempt.usage ?? { input_tokens: estimateTokens(input.question), output_tokens: estimateTokens(attempt.text) }
  yield { type: 'finish', reason: attempt.reason, usage }
  return {
    text: attempt.text,
    citations,
    usage,
    finishReason: attempt.reason,
    modelUsed: used,
    fallbackReason: reason,
    declined: attempt.declined,
    dataSourcesQueried: input.dataSourceIds,
    error,
    elapsedMs: Math.round(ports.monotonicNow() - startedAt),
  }
}

/** A source that fails degrades the answer, not the chat. */
async function retrieveOrDegrade({ question, history, dataSourceIds }: TurnInput, ports: TurnPorts): Promise<readonly Evidence[]> {
  if (dataSourceIds.length === 0) return []
  try {
    return await ports.retrieve(question, history)
  } catch {
    return []
  }
}

async function* askWithRetry(model: Model, name: string, input: TurnInput, evidence: readonly Evidence[], ports: TurnPorts) {
  const attempt = yield* ask(model, name, input, evidence, ports)
  const wait = attempt.error && waitBeforeRetry(attempt.error)
  if (wait === null || attempt.text !== '') return attempt
  await ports.wait(wait, ports.signal).catch(() => {})
  if (ports.signal.aborted) return { ...attempt, error: null, reason: ports.signal.reason as TurnStop }
  return yield* ask(model, name, input, evidence, ports)
}

/** Milliseconds after which a second try makes sense; null when it makes none. */
function waitBeforeRetry({ kind, retryAfterMs }: ModelError) {
  const mayPass = ['unreachable', 'overloaded', 'rate_limited', 'broken_stream', 'server_error'].includes(kind)
  const wait = retryAfterMs ?? 300
  return mayPass && wait <= longestWait ? wait : null
}

/** Streams what one model says. Faults end up in `error`, an outside stop in `reason`. */
async function* ask(
  model: Model,
  name: string,
  input: TurnInput,
  evidence: readonly Evidence[],
  { signal }: TurnPorts,
): AsyncGenerator<StreamPart, Attempt> {
  const attempt: Attempt = { text: '', reason: 'stop', usage: null, usedChunkIds: null, declined: false, error: null }
  const characters = createCharacterJoiner()
  const markers = createMarkerFilter()
  let shown = false
  try {
    for await (const part of model.stream(buildRequest(input, name, evidence, signal))) {
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
  if (signal.aborted) attempt.reason = signal.reason as TurnStop
  else if (attempt.error) attempt.reason = 'error'
  if (!attempt.usedChunkIds && markers.numbers.size > 0) attempt.usedChunkIds = chunkIdsOf(markers.numbers, evidence)
  attempt.declined ||= markers.numbers.has(0)
  return attempt
}

const chunkIdsOf = (numbers: ReadonlySet<number>, evidence: readonly Evidence[]) =>
  new Set(evidence.filter((_, index) => numbers.has(index + 1)).map(({ chunkId }) => chunkId))

function toCitations(evidence: readonly Evidence[], { usedChunkIds, text, declined }: Attempt): Citation[] {
  return evidence.slice(0, 10).map(passage => ({
    data_source_id: passage.dataSourceId,
    document_id: passage.documentId,
    title: passage.title,
    heading: passage.headings.join(' › '),
    url: passage.url,
    excerpt: passage.body,
    score: passage.score,
    used: !declined && (usedChunkIds ? usedChunkIds.has(passage.chunkId) : restsOn(text, passage.body)),
  }))
}

/** Four characters a token: what providers name as a rule of thumb, for those that do not count. */
const estimateTokens = (text: string) => Math.ceil(text.length / 4)
