import type { FinishReason } from '@craveva/contract/parts'
import type { VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import type { StreamEvent } from '../http/handlers.ts'
import { findMessage } from './conversations.store.ts'
import { findOfExecution } from './handling.store.ts'
import { handoffOf } from './handoff-of.ts'
import { toMessage } from './to-message.ts'

/** A place in a turn's stream, as sent in `id:` and `Last-Event-ID`: how many of its parts came before or with it. */
export const eventId = (executionId: string, parts: number) => `${executionId}.${parts}`

/** Null for text that is no place in a stream. */
export function parseEventId(id: string) {
  const match = /^(exec_[0-9a-z]{1,40})\.(\d{1,6})$/.exec(id)
  return match?.[1] && match[2] ? { executionId: match[1], parts: Number(match[2]) } : null
}

interface Turn {
  readonly companyId: string
  readonly executionId: string
  readonly answerMessageId: string
}

/**
 * The events of a turn after its first `parts` parts, wherever it is worked on.
 * One that has ended already, or ends out of sight, is told as one `message` part and `finish`.
 */
export async function* followTurn(
  { pool, runner }: Pick<VisitorContext, 'pool' | 'runner'>,
  { companyId, executionId, answerMessageId }: Turn,
  parts: number,
  gone: AbortSignal,
): AsyncGenerator<StreamEvent> {
  for await (const seen of runner.follow(companyId, executionId, parts, gone)) {
    if (seen.kind === 'part') {
      if (seen.part.type === 'finish') yield* tellHandoff({ pool }, companyId, executionId, seen.part.reason)
      yield { id: eventId(executionId, seen.index + 1), part: seen.part }
      if (seen.part.type === 'finish') return
      continue
    }
    const message = await inCompany(pool, companyId, db => findMessage(db, companyId, answerMessageId))
    if (message) yield { id: null, part: { type: 'message', message: toMessage(message) } }
    yield* tellHandoff({ pool }, companyId, executionId, seen.result.finishReason)
    yield { id: null, part: { type: 'finish', reason: seen.result.finishReason, usage: seen.result.usage } }
  }
}

/** Whoever follows a turn that gave way to a person learns so before its end. */
async function* tellHandoff(
  { pool }: Pick<VisitorContext, 'pool'>,
  companyId: string,
  executionId: string,
  reason: FinishReason,
): AsyncGenerator<StreamEvent> {
  if (reason !== 'handoff' && reason !== 'cancelled') return
  const conversation = await inCompany(pool, companyId, db => findOfExecution(db, companyId, executionId))
  const handoff = conversation && handoffOf(conversation)
  if (handoff) yield { id: null, part: { type: 'handoff', ...handoff } }
}
