import type { Api } from '@craveva/contract/api'
import type { VisitorContext } from '../context.ts'
import { awaitResult } from '../executions/await-result.ts'
import { eventStream, type Handlers, type StreamEvent } from '../http/handlers.ts'
import {
  cancelOwnTurn,
  eraseOwnConversation,
  followOwnConversation,
  readHandoff,
  readOwnConversation,
  requestPerson,
  tellOwnTyping,
} from './conversations.service.ts'
import { eventId, followTurn } from './follow-turn.ts'
import { type HeldMessage, type SentMessage, sendMessage } from './send-message.ts'
import { visitHandlers } from './visits.routes.ts'
import { toWidgetConfig } from './widget-config.ts'

export const chatHandlers: Handlers<Api['chat']> = {
  ...visitHandlers,
  send: async (context, { body, wantsStream, gone }) => {
    const sent = await sendMessage(context, body)
    if ('handoff' in sent) return wantsStream ? eventStream(heldEvents(sent)) : heldWhole(sent)
    return wantsStream ? eventStream(answerEvents(context, sent, gone)) : answerWhole(context, sent, gone)
  },
  config: async ({ admission }) => toWidgetConfig(admission),
  history: (context, { params, query }) => readOwnConversation(context, params.conversation_id, query.limit),
  stream: async (context, { params, lastEventId, gone }) =>
    eventStream(await followOwnConversation(context, params.conversation_id, lastEventId, gone)),
  cancel: async (context, { params }) => {
    const wasWriting = await cancelOwnTurn(context, params.conversation_id)
    return { success: true, message: wasWriting ? 'The answer was stopped' : 'No answer was being written' }
  },
  handOff: (context, { params }) => requestPerson(context, params.conversation_id),
  typing: async (context, { params }) => {
    await tellOwnTyping(context, params.conversation_id)
    return { success: true, message: 'Told' }
  },
  erase: async (context, { params }) => {
    await eraseOwnConversation(context, params.conversation_id)
    return { success: true, message: 'Conversation deleted' }
  },
}

async function* answerEvents(context: VisitorContext, sent: SentMessage, gone: AbortSignal): AsyncGenerator<StreamEvent> {
  const { conversationId, executionId, answerMessageId, visitorToken } = sent
  const start = { type: 'start' as const, conversation_id: conversationId, message_id: answerMessageId, execution_id: executionId }
  yield { id: eventId(executionId, 0), part: visitorToken ? { ...start, visitor_token: visitorToken } : start }
  yield* followTurn(context, sent, 0, gone)
}

async function answerWhole(
  context: VisitorContext,
  { companyId, conversationId, executionId, answerMessageId, visitorToken }: SentMessage,
  gone: AbortSignal,
) {
  const result = await awaitResult(context, companyId, executionId, gone)
  return {
    response: result.text,
    conversation_id: conversationId,
    message_id: answerMessageId,
    execution_id: executionId,
    ...(visitorToken ? { visitor_token: visitorToken } : {}),
    finish_reason: result.finishReason,
    handoff:
      result.finishReason === 'handoff' || result.parts.some(({ type }) => type === 'handoff')
        ? await readHandoff(context, conversationId)
        : null,
    citations: result.citations.filter(({ used }) => used),
    declined: result.declined,
    model_used: result.modelUsed,
    fallback_reason: result.fallbackReason,
  }
}

const nothingUsed = { input_tokens: 0, output_tokens: 0 }

/** The agent is silent, and says so: what a person writes comes on the stream of the conversation. */
async function* heldEvents({ conversationId, messageId, handoff }: HeldMessage): AsyncGenerator<StreamEvent> {
  yield { id: null, part: { type: 'start', conversation_id: conversationId, message_id: messageId, execution_id: null } }
  yield { id: null, part: { type: 'handoff', ...handoff } }
  yield { id: null, part: { type: 'finish', reason: 'handoff', usage: nothingUsed } }
}

const heldWhole = ({ conversationId, messageId, handoff }: HeldMessage) => ({
  response: '',
  conversation_id: conversationId,
  message_id: messageId,
  execution_id: null,
  finish_reason: 'handoff' as const,
  handoff,
  citations: [],
  declined: false,
  model_used: 'none',
  fallback_reason: null,
})
