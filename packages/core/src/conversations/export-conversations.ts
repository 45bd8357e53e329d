import type { UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { toCsvLine } from '../leads/to-csv-line.ts'
import { type ConversationFilter, type ListedConversation, readConversationsAfter, readMessagesOf } from './operators.store.ts'
import { toConversation } from './to-conversation.ts'
import { toMessage } from './to-message.ts'

export type ExportFormat = 'json' | 'csv' | 'text'

const pageSize = 100

const columns = ['conversation_id', 'agent_id', 'channel', 'state', 'message_id', 'created_at', 'role', 'author_name', 'text'] as const

/**
 * Conversations with all that was said, oldest first, in portions. The first is read at once, so that what cannot be answered is an error;
 * the others while it is sent.
 */
export async function exportConversations(
  { pool, principal }: Pick<UserContext, 'pool' | 'principal'>,
  filter: ConversationFilter,
  format: ExportFormat,
) {
  const { companyId } = principal
  const readAfter = (after: string) =>
    inCompany(pool, companyId, async db => {
      const rows = await readConversationsAfter(db, companyId, filter, after, pageSize)
      const ids = rows.map(row => row.conversation_id)
      const messages = ids.length > 0 ? await readMessagesOf(db, companyId, ids) : []
      return { rows, messages: Map.groupBy(messages, row => row.conversation_id) }
    })
  return write(await readAfter(''), readAfter, format)
}

type Portion = { readonly rows: readonly ListedConversation[]; readonly messages: ReadonlyMap<string, MessageRow[]> }
type MessageRow = Awaited<ReturnType<typeof readMessagesOf>>[number]

async function* write(first: Portion, readAfter: (after: string) => Promise<Portion>, format: ExportFormat) {
  const { begin, end, one } = writers[format]
  yield begin
  for (let { rows, messages } = first, isFirst = true; ; ) {
    let text = ''
    for (const row of rows) {
      text += one(row, messages.get(row.conversation_id) ?? [], isFirst)
      isFirst = false
    }
    yield text
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) break
    ;({ rows, messages } = await readAfter(last.conversation_id))
  }
  yield end
}

interface Writer {
  readonly begin: string
  readonly end: string
  one(conversation: ListedConversation, messages: readonly MessageRow[], isFirst: boolean): string
}

const wordsOf = ({ parts }: MessageRow) => parts.map(part => (part.type === 'text' ? part.text : '')).join('')

const writers: Record<ExportFormat, Writer> = {
  json: {
    begin: '[',
    end: ']\n',
    one: (conversation, messages, isFirst) =>
      `${isFirst ? '\n' : ',\n'}${JSON.stringify({ ...toConversation(conversation), messages: messages.map(toMessage) })}`,
  },
  csv: {
    begin: toCsvLine(columns),
    end: '',
    one: ({ conversation_id, agent_id, channel, handling }, messages) =>
      messages
        .map(message => {
          const { message_id, created_at, role, author_name } = message
          return toCsvLine([
            conversation_id,
            agent_id,
            channel,
            handling,
            message_id,
            created_at.toISOString(),
            role,
            author_name,
            wordsOf(message),
          ])
        })
        .join(''),
  },
  text: {
    begin: '',
    end: '',
    one: ({ conversation_id, channel, created_at }, messages) =>
      [
        `# ${conversation_id} (${channel}, ${created_at.toISOString()})`,
        ...messages.map(message => {
          const words = wordsOf(message) || message.parts.map(part => (part.type === 'handoff' ? `[${part.state}]` : '')).join('')
          return `${message.created_at.toISOString()} ${message.author_name ?? message.role}: ${words}`
        }),
        '',
        '',
      ].join('\n'),
  },
}
