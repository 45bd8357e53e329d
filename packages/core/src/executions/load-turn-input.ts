import type { MessagePart } from '@craveva/contract/parts'
import { withheldFrom } from '../billing/turn-credits.ts'
import type { Db } from '../db/database.ts'
import type { ModelMessage } from '../models/model.ts'
import { askedApprovals } from './asked-approvals.ts'
import { findWork, readMessagesBefore } from './executions.store.ts'
import type { WorkInput } from './work-input.ts'

/** Messages of the conversation that a turn gets to know. */
export const historyLength = 20

/** What an execution starts from; `held` when a person is to speak instead; null when it was deleted meanwhile. */
export async function loadTurnInput(db: Db, companyId: string, executionId: string): Promise<WorkInput | 'held' | null> {
  const work = await findWork(db, companyId, executionId)
  if (!work) return null
  if (work.handling === 'waiting' || work.handling === 'operator') return 'held'
  // The question itself has the number before the answer's.
  const before =
    work.conversation_id && work.seq ? await readMessagesBefore(db, companyId, work.conversation_id, work.seq - 1, historyLength) : []
  const { principal, page = [], context } = work.asked_with ?? {}
  return {
    agentId: work.agent_id,
    agentName: work.name,
    config: work.config,
    dataSourceIds: work.data_sources,
    model: work.requested_model ?? work.config.model,
    question: work.input,
    withheld: await withheldFrom(db, { companyId, executionId }),
    history: [...toHistory(before), ...page],
    askedApprovals: askedApprovals(before),
    ...(principal ? { principal } : {}),
    ...(context ? { context } : {}),
  }
}

/** Messages as a model gets to know them, oldest first, from rows that are newest first. */
export const toHistory = (rows: readonly { role: string; parts: readonly MessagePart[] }[]): ModelMessage[] =>
  rows
    .toReversed()
    .map(({ role, parts }): ModelMessage => ({ role: role === 'visitor' ? 'user' : 'assistant', content: textOf(parts) }))
    .filter(({ content }) => content !== '')

/** The words of a message. */
const textOf = (parts: readonly MessagePart[]) => parts.map(part => (part.type === 'text' ? part.text : '')).join('')
