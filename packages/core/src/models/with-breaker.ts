import type { Model, ModelPart } from './model.ts'
import { ModelError, type ModelErrorKind } from './model-error.ts'

interface BreakerSettings {
  /** Failures in a row after which nothing is asked for a while. */
  readonly failures?: number
  /** Milliseconds for which nothing is asked, unless the provider names a time. */
  readonly restMs?: number
  readonly now?: () => number
}

/** Faults of the provider itself; those of one request say nothing about the next. */
const counted: ReadonlySet<ModelErrorKind> = new Set([
  'unreachable',
  'timeout',
  'overloaded',
  'rate_limited',
  'server_error',
  'broken_stream',
])

/**
 * A model that is left alone for a while after it has failed several times in a row, so that visitors do not wait for what will fail again. After
 * that one request tries it; the others still get the fault at once.
 */
export function withBreaker<M extends Model>(
  model: M,
  { failures = 5, restMs = 30_000, now = () => performance.now() }: BreakerSettings = {},
): M {
  let inRow = 0
  let restUntil = 0
  let isTrying = false

  const enter = () => {
    if (inRow < failures) return
    const rest = restUntil - now()
    if (rest > 0 || isTrying) {
      const message = `${model.provider} failed ${inRow} times in a row and is left alone for a while.`
      throw new ModelError('overloaded', message, { retryAfterMs: Math.max(rest, restMs / 10, 3001) })
    }
    isTrying = true
  }
  const fail = (error: unknown) => {
    if (!(error instanceof ModelError) || !counted.has(error.kind)) return
    inRow++
    if (inRow >= failures) restUntil = now() + Math.max(restMs, Math.min(error.retryAfterMs ?? 0, 10 * 60_000))
  }

  async function* stream(request: Parameters<Model['stream']>[0]): AsyncGenerator<ModelPart> {
    enter()
    try {
      for await (const part of model.stream(request)) {
        if (part.type === 'finish') inRow = 0
        yield part
      }
    } catch (error) {
      fail(error)
      throw error
    } finally {
      isTrying = false
    }
  }
  return { ...model, stream }
}
