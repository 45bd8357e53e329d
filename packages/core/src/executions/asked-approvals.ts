import type { MessagePart } from '@craveva/contract/parts'
import type { AskedApproval } from '../engine/turn.ts'

/** What the agent asked the visitor to consent to in the last message before theirs; from rows that are newest first. */
export function askedApprovals(rows: readonly { role: string; parts: readonly MessagePart[] }[]): AskedApproval[] {
  const [last] = rows
  if (last?.role !== 'agent') return []
  return last.parts.flatMap(part => (part.type === 'approval' ? [{ tool: part.tool, arguments: part.arguments }] : []))
}
