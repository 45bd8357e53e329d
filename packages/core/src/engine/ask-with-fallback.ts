import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, Model, ModelMessage, ModelRequest } from '../models/model.ts'
import type { ResolvedModel } from '../models/model-catalogue.ts'
import type { ModelError } from '../models/model-error.ts'
import type { Account } from './account.ts'
import { type Attempt, askModel, stopOf } from './ask-model.ts'
import type { ClaimGate } from './claims/claim-gate.ts'
import type { TurnInput, TurnPorts } from './turn.ts'

/** Milliseconds a failing provider may ask us to wait before the one retry. */
const longestWait = 3000

/** Asks one model after the other until one says something, and remembers which one that was. */
export interface Asking {
  readonly input: Pick<TurnInput, 'model' | 'config'>
  readonly ports: Pick<TurnPorts, 'resolveModel' | 'builtin' | 'wait' | 'monotonicNow'>
  /** A gate for one answer; none for `builtin`, which quotes. */
  readonly newGate: () => ClaimGate | null
  /** Whether the answer is kept instead of shown. */
  readonly hold: boolean
  readonly account: Account
  readonly evidence: readonly Evidence[]
  /** The request for a model by the name its provider knows. `builtin` gets what was said as it was said. */
  readonly requestFor: (resolved: ResolvedModel, forBuiltin: boolean) => ModelRequest
}

export interface Answered {
  readonly attempt: Attempt
  readonly modelUsed: string
  readonly ownKey: boolean
  readonly fallbackReason: string | null
}

/**
 * Asks the model; when it fails before it said anything once more, then the agent's fall-back model, and at last `builtin`. Whoever has
 * failed is in the books.
 */
export async function* askWithFallback(asking: Asking): AsyncGenerator<StreamPart, Answered> {
  const { input, ports, requestFor } = asking
  let reason: string | null = null
  for (const name of [input.model, ...otherThan(input.model, input.config.fallback_model)]) {
    const resolved = ports.resolveModel(name)
    const { model, fallbackReason, ownKey = false } = resolved
    reason ??= fallbackReason
    // A set sentence stands in for the model: that is the answer.
    if (fallbackReason !== null && model === ports.builtin) continue
    const isBuiltin = model.provider === 'builtin'
    const attempt = yield* askTwice(model, isBuiltin ? 'builtin' : name, requestFor(resolved, isBuiltin), asking)
    if (!attempt.error || attempt.shown || isBuiltin)
      return { attempt, modelUsed: isBuiltin ? 'builtin' : name, ownKey, fallbackReason: reason }
    reason ??= attempt.error.message
  }
  const builtin = { model: ports.builtin, name: 'builtin', fallbackReason: null }
  const attempt = yield* askOnce(ports.builtin, 'builtin', requestFor(builtin, true), asking)
  return { attempt, modelUsed: 'builtin', ownKey: false, fallbackReason: reason }
}

const otherThan = (model: string, fallback: string | null | undefined) => (fallback && fallback !== model ? [fallback] : [])

type Around = Pick<Asking, 'account' | 'evidence' | 'ports' | 'newGate' | 'hold'>

async function* askTwice(model: Model, name: string, request: ModelRequest, around: Around): AsyncGenerator<StreamPart, Attempt> {
  const attempt = yield* askOnce(model, name, request, around)
  const wait = attempt.error && waitBeforeRetry(attempt.error)
  if (wait === null || attempt.shown) return attempt
  await around.ports.wait(wait, request.signal).catch(() => {})
  if (request.signal.aborted) return { ...attempt, error: null, reason: stopOf(request.signal) }
  return yield* askOnce(model, name, request, around)
}

async function* askOnce(
  model: Model,
  name: string,
  request: ModelRequest,
  { ports, account, evidence, newGate, hold }: Around,
): AsyncGenerator<StreamPart, Attempt> {
  const startedAt = ports.monotonicNow()
  const gate = model.provider === 'builtin' ? null : newGate()
  const attempt = yield* askModel(model, request, { evidence, gate, hold })
  const { text, toolCalls, usage, error, unsupported } = attempt
  account.add({
    kind: 'model',
    name,
    input: { system: request.system, messages: request.messages, tools: request.tools?.map(tool => tool.name) ?? [] },
    output: { text, tool_calls: toolCalls, ...(unsupported.length > 0 ? { unsupported } : {}) },
    usage: usage ?? (error && text === '' ? noUsage : estimate(request.messages, text)),
    ms: Math.round(ports.monotonicNow() - startedAt),
    error: error?.message ?? null,
  })
  return attempt
}

/** Milliseconds after which a second try makes sense; null when it makes none. */
function waitBeforeRetry({ kind, retryAfterMs }: ModelError) {
  const mayPass = ['unreachable', 'overloaded', 'rate_limited', 'broken_stream', 'server_error'].includes(kind)
  const wait = retryAfterMs ?? 300
  return mayPass && wait <= longestWait ? wait : null
}

const noUsage = { input_tokens: 0, output_tokens: 0 }

/** Four characters a token: what providers name as a rule of thumb, for those that do not count. */
const estimate = (messages: readonly ModelMessage[], text: string) => ({
  input_tokens: Math.ceil((messages.at(-1)?.content.length ?? 0) / 4),
  output_tokens: Math.ceil(text.length / 4),
})
