import type { Api } from '@craveva/contract/api'
import type { Context, UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { detached, fileAnswer, type Handlers } from '../http/handlers.ts'
import { banVisitor, unbanVisitor } from './ban-visitor.ts'
import { findOpenExecution } from './conversations.store.ts'
import { exportConversations } from './export-conversations.ts'
import { assign, close, getConversation, handBack, reply, takeOver, tellVisitorTyping } from './operators.service.ts'
import { findListed, insertNote, listConversations, listNotes, readMessagesBefore } from './operators.store.ts'
import { toConversation } from './to-conversation.ts'
import { toMessage } from './to-message.ts'

export const conversationHandlers: Handlers<Api['conversations']> = {
  list: async (context, { query: { limit, offset, cursor, ...filter } }) => {
    const { db, principal } = context
    const { rows, ...page } = await listConversations(db, principal.companyId, withMe(context, filter), { limit, offset, cursor })
    return { conversations: rows.map(toConversation), ...page }
  },
  export: detached(async (context, { query: { format, ...filter } }) => {
    const { name, mediaType } = files[format]
    return { ...fileAnswer(name, await exportConversations(context, withMe(context, filter), format)), mediaType }
  }),
  get: async (context, { params, query }) => {
    const { db, principal } = context
    const conversation = await described(context, params.conversation_id)
    const messages = await readMessagesBefore(db, principal.companyId, params.conversation_id, query.before, query.limit)
    const notes = await listNotes(db, principal.companyId, params.conversation_id)
    const open = await findOpenExecution(db, principal.companyId, params.conversation_id)
    return {
      conversation,
      messages: messages.map(toMessage),
      notes: notes.map(toNote),
      running_execution_id: open?.execution_id ?? null,
    }
  },
  takeOver: detached(async (context, { params }) => {
    await takeOver(context, params.conversation_id)
    return describe(context, params.conversation_id)
  }),
  reply: async (context, { params, body }) => ({ message: toMessage(await reply(context, params.conversation_id, body)) }),
  note: async (context, { params, body }) => {
    const { db, principal, now } = context
    await getConversation(context, params.conversation_id)
    const note = await insertNote(db, {
      company_id: principal.companyId,
      note_id: newId('note', now()),
      conversation_id: params.conversation_id,
      author_id: principal.userId,
      author_name: principal.name,
      text: body.text,
    })
    return { note: toNote(note) }
  },
  typing: async (context, { params }) => {
    await tellVisitorTyping(context, params.conversation_id)
    return { success: true, message: 'Told' }
  },
  assign: detached(async (context, { params, body }) => {
    await assign(context, params.conversation_id, body.user_id)
    return describe(context, params.conversation_id)
  }),
  handBack: async (context, { params }) => {
    await handBack(context, params.conversation_id)
    return { conversation: await described(context, params.conversation_id) }
  },
  close: async (context, { params }) => {
    await close(context, params.conversation_id)
    return { conversation: await described(context, params.conversation_id) }
  },
  ban: async (context, { params, body }) => {
    await banVisitor(context, params.conversation_id, body)
    return { conversation: await described(context, params.conversation_id) }
  },
  unban: async (context, { params }) => {
    await unbanVisitor(context, params.conversation_id)
    return { conversation: await described(context, params.conversation_id) }
  },
}

const files = {
  json: { name: 'conversations.json', mediaType: 'application/json' },
  csv: { name: 'conversations.csv', mediaType: 'text/csv' },
  text: { name: 'conversations.txt', mediaType: 'text/plain' },
}

const withMe = <F extends { assigned_to?: string | undefined }>({ principal }: Pick<UserContext, 'principal'>, filter: F): F =>
  filter.assigned_to === 'me' ? { ...filter, assigned_to: principal.userId } : filter

async function described({ db, principal }: Pick<Context, 'db' | 'principal'>, conversationId: string) {
  const row = await findListed(db, principal.companyId, conversationId)
  if (!row) throw new AppError('NOT_FOUND')
  return toConversation(row)
}

const describe = async ({ pool, principal }: UserContext, conversationId: string) => ({
  conversation: await inCompany(pool, principal.companyId, db => described({ db, principal }, conversationId)),
})

const toNote = ({ note_id, author_name, text, created_at }: Awaited<ReturnType<typeof listNotes>>[number]) => ({
  note_id,
  author_name,
  text,
  created_at: created_at.toISOString(),
})
