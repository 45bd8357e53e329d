import type { SendMessageInput } from '@craveva/contract/chat'
import type { VisitorContext } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { loadHistory } from '../executions/load-turn-input.ts'
import { findByClientMessageId, insertConversation, insertTurn, lockConversation } from './conversations.store.ts'

/** A message that is stored, and the turn that answers it. */
export interface SentMessage {
  readonly companyId: string
  readonly conversationId: string
  readonly executionId: string
  readonly answerMessageId: string
  /** Only when this message began the conversation. */
  readonly visitorToken: string | null
}

type Needs = Pick<VisitorContext, 'pool' | 'admission' | 'caller' | 'runner' | 'now'>

/**
 * Stores a visitor's message, then lets it be answered, in the order of the conversation. A message sent again under its `client_message_id`
 * is found, not stored twice. Throws NOT_FOUND for a conversation that is not the visitor's.
 */
export async function sendMessage(context: Needs, { message, conversation_id, client_message_id }: SendMessageInput): Promise<SentMessage> {
  const { pool, admission, runner, now } = context
  const { companyId, agent } = admission
  const visitorToken = conversation_id ? null : randomToken()
  const conversationId = conversation_id ?? newId('conv', now())
  const executionId = newId('exec', now())
  const answerMessageId = newId('msg', now())

  const stored = await inCompany(pool, companyId, async db => {
    const seq = visitorToken ? await open(context, db, conversationId, visitorToken) : await proceed(context, db, conversationId)
    const known = client_message_id && !visitorToken && (await findByClientMessageId(db, companyId, conversationId, client_message_id))
    if (known) return { kind: 'known' as const, ...known }
    const running = await insertTurn(db, {
      companyId,
      conversationId,
      agentId: agent.agent_id,
      agentVersion: agent.version,
      executionId,
      messageId: newId('msg', now()),
      answerMessageId,
      clientMessageId: client_message_id ?? null,
      text: message,
      seq: seq + 1,
      serverId: runner.serverId,
    })
    return { kind: 'new' as const, running, history: running && seq > 0 ? await loadHistory(db, companyId, conversationId, seq + 1) : [] }
  })
  if (stored.kind === 'known') {
    return { companyId, conversationId, executionId: stored.execution_id, answerMessageId: stored.answer_message_id, visitorToken: null }
  }
  if (stored.running) {
    const { name, config, data_sources } = agent
    const input = { agentName: name, config, dataSourceIds: data_sources, model: config.model, question: message, history: stored.history }
    runner.start({ companyId, executionId, conversationId, input })
  }
  return { companyId, conversationId, executionId, answerMessageId, visitorToken }
}

async function open({ admission }: Needs, db: Db, conversationId: string, visitorToken: string) {
  const { companyId, agent, deployment } = admission
  await insertConversation(db, {
    company_id: companyId,
    conversation_id: conversationId,
    agent_id: agent.agent_id,
    deployment_id: deployment?.deployment_id ?? null,
    channel: deployment?.platform ?? 'api',
    visitor_token_hash: hashToken(visitorToken),
  })
  return 0
}

/** The number of the conversation's last message. */
async function proceed({ admission, caller }: Needs, db: Db, conversationId: string) {
  const tokenHash = hashToken(caller.visitorToken ?? '')
  const conversation = await lockConversation(db, admission.companyId, conversationId, admission.agent.agent_id, tokenHash)
  if (!conversation)
    throw new AppError('NOT_FOUND', 'There is no such conversation of yours. Start a new one, or send its X-Visitor-Token.')
  return conversation.last_seq
}
