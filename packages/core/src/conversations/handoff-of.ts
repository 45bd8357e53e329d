import type { HandoffState } from '@craveva/contract/chat'
import type { ConversationRow } from './handling.store.ts'

/** How the visitor is told in whose hands a conversation is; null when the agent answers. */
export function handoffOf({ handling, operator_name }: Pick<ConversationRow, 'handling' | 'operator_name'>): HandoffState | null {
  if (handling === 'waiting') return { state: 'waiting', operator_name: null }
  return handling === 'operator' ? { state: 'with_operator', operator_name } : null
}
