import type { ConversationHistory } from '@craveva/sdk/chat'
import type { Conversation } from '../panel/store/conversation.ts'
import { entryOf } from '../panel/store/entry.ts'

/** Shows what was said before, keeps what is shown of it and what waits, and follows an answer that is still being written. */
export async function resume(conversation: Conversation, { messages, running_execution_id }: ConversationHistory): Promise<void> {
  const { chat, entries, handoff, phase, isWaiting, lastHandoff, receive } = conversation
  const id = conversation.id()
  const finished = messages.filter(({ role, execution_id }) => role !== 'agent' || execution_id !== running_execution_id)
  const shown = new Map(entries.current.map(entry => [entry.id, entry]))
  entries.current = [...finished.map(message => shown.get(message.message_id) ?? entryOf(message)), ...entries.current.filter(isWaiting)]
  handoff.current = lastHandoff(entries.current)
  phase.current = 'ready'
  if (running_execution_id) await receive(signal => chat.follow(id, '', signal), null)
}
