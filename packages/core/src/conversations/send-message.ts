import type { HandoffState, SendMessageInput } from '@craveva/contract/chat'
import type { QueryResult } from 'pg'
import { explainOutcome, holdForTurn, quoteTurn, readOutcome, tellExhausted, type Withheld } from '../billing/turn-credits.ts'
import type { VisitorContext } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { inSharedTransaction } from '../db/shared-transaction.ts'
import type { AskedApproval } from '../engine/turn.ts'
import { AppError } from '../errors.ts'
import { askedApprovals } from '../executions/asked-approvals.ts'
import { historyLength, toHistory } from '../executions/load-turn-input.ts'
import { networkOf } from '../http/network-of.ts'
import type { ModelMessage } from '../models/model.ts'
import { toVisitorPrincipal } from '../tools/to-tool-principal.ts'
import { conversationLanguage } from './conversation-language.ts'
import {
  type AddedMessage,
  findByClientMessageId,
  type HistoryRow,
  historyStatement,
  lockStatement,
  type NewTurn,
  nextStatement,
  openingStatement,
} from './conversations.store.ts'
import { findOwnFiles } from './files.service.ts'
import { attachStatement } from './files.store.ts'
import { findById } from './handling.store.ts'
import { handoffOf } from './handoff-of.ts'
import { pageContext } from './page-context.ts'

/** A message that is stored, and the turn that answers it. */
export interface SentMessage extends Answer {
  readonly companyId: string
  readonly conversationId: string
  /** Only when this message began the conversation of a visitor who is not known by name. */
  readonly visitorToken: string | null
}

/** A message that is stored for a person to answer. */
export interface HeldMessage {
  readonly companyId: string
  readonly conversationId: string
  /** Its own. */
  readonly messageId: string
  readonly handoff: HandoffState
}

interface Answer {
  readonly executionId: string
  readonly answerMessageId: string
}

type Needs = Pick<
  VisitorContext,
  'pool' | 'admission' | 'caller' | 'identity' | 'visitorKey' | 'runner' | 'models' | 'companyModels' | 'config' | 'keys' | 'now'
>

/**
 * Stores a visitor's message, then lets it be answered, in the order of the conversation; where it waits for a person or has one, it is
 * stored for them, and no turn begins. A message sent again under its `client_message_id` is found, not stored twice. Throws NOT_FOUND for a
 * conversation that is not the visitor's, FORBIDDEN for one whose visitor is banned.
 */
export async function sendMessage(context: Needs, input: SendMessageInput): Promise<SentMessage | HeldMessage> {
  const { message, conversation_id, client_message_id, file_ids = [] } = input
  const { admission, caller, identity, visitorKey, runner, keys, now } = context
  const { companyId, agent } = admission
  const visitorToken = conversation_id || identity ? null : (goingOnToken(caller.visitorToken) ?? randomToken())
  const quote = await quoteFor(context, message, conversation_id !== undefined)
  const page = pageContext(agent.config.ui_settings.context_keys, input.context)
  const said = input.context && { context: input.context }
  const principal = identity && { principal: toVisitorPrincipal(identity) }
  const turn: NewTurn = {
    companyId,
    conversationId: conversation_id ?? newId('conv', now()),
    agentId: agent.agent_id,
    agentVersion: agent.version,
    executionId: newId('exec', now()),
    messageId: newId('msg', now()),
    answerMessageId: newId('msg', now()),
    clientMessageId: client_message_id ?? null,
    text: message,
    files: file_ids.length > 0 ? await findOwnFiles(context, file_ids) : [],
    serverId: runner.serverId,
    tokenHash: visitorToken ? hashToken(visitorToken) : visitorKey,
    networkMark: conversation_id ? null : keys.sign('visitor network', `${companyId}\n${networkOf(caller.address)}`),
    language: conversationLanguage({ agent: agent.config.language, stated: caller.language, text: message }),
    isTest: admission.principal?.test ?? false,
    quote,
    visitor: quote && visitorOf(context),
    askedWith: said || principal ? { page, ...said, ...principal } : null,
  }
  const stored = conversation_id ? await goOn(context, turn) : await begin(context, turn)
  if ('handoff' in stored) return { companyId, conversationId: turn.conversationId, ...stored }
  if (stored.history) {
    const { name, config, data_sources } = agent
    const { asked = [], withheld } = stored
    const turnInput = {
      agentId: agent.agent_id,
      agentName: name,
      config,
      dataSourceIds: data_sources,
      model: config.model,
      question: message,
      history: [...stored.history, ...page],
      askedApprovals: asked,
      withheld,
      ...said,
      ...principal,
    }
    runner.start({ companyId, executionId: turn.executionId, conversationId: turn.conversationId, input: turnInput })
  }
  return { companyId, conversationId: turn.conversationId, visitorToken, ...stored.answer }
}

/** The token of a visitor who had a conversation before opens the new one as well, so that they find both; it is of the kind that is given out here. */
const goingOnToken = (token: string | null) => (token && /^[\w-]{43}$/.test(token) ? token : null)

/** The files of a message become part of its conversation in the same transaction. */
const attaching = ({ companyId, conversationId, messageId, files }: NewTurn) =>
  files.length > 0
    ? [
        attachStatement(
          companyId,
          conversationId,
          messageId,
          files.map(({ file_id }) => file_id),
        ),
      ]
    : []

type Held = Pick<HeldMessage, 'messageId' | 'handoff'>

/** What became of a message: its answer, and, when this server is to work on it at once, what was said before. */
interface Stored {
  readonly answer: Answer
  readonly history: readonly ModelMessage[] | null
  /** What the agent asked them to consent to in its last message. */
  readonly asked?: readonly AskedApproval[]
  /** Why the agent's model may not be used; null when it may. */
  readonly withheld: Withheld
}

async function begin(context: Needs, turn: NewTurn): Promise<Stored> {
  const { pool, admission } = context
  const { deployment } = admission
  const opening = openingStatement(turn, { deploymentId: deployment?.deployment_id ?? null, channel: deployment?.platform ?? 'api' })
  const hold = holdForTurn(turn, turn.quote)
  const work = { statements: [opening, ...attaching(turn)], last: hold ? [hold] : [] }
  const results = await inSharedTransaction(pool, turn.companyId, 'messages', work).catch(error => {
    throw isBan(error) ? banned() : error
  })
  return { answer: turn, history: [], withheld: await findWithheld(context, turn, hold ? results.at(-1) : undefined) }
}

async function goOn(context: Needs, turn: NewTurn): Promise<Stored | Held> {
  const { pool } = context
  const hold = holdForTurn(turn, turn.quote)
  const results = await inSharedTransaction(pool, turn.companyId, 'messages', {
    lock: { key: turn.conversationId, statement: lockStatement(turn) },
    statements: [nextStatement(turn), historyStatement(turn, historyLength), ...attaching(turn)],
    last: hold ? [hold] : [],
  })
  const [locked, added, history] = results
  if (!locked?.rowCount)
    throw new AppError('NOT_FOUND', 'There is no such conversation of yours. Start a new one, or send its X-Visitor-Token.')
  const [row] = (added?.rows ?? []) as AddedMessage[]
  const handoff = row && handoffOf(row)
  if (handoff) return { messageId: turn.messageId, handoff }
  if (row) {
    const withheld = await findWithheld(context, turn, hold ? results.at(-1) : undefined)
    const before = (history?.rows ?? []) as HistoryRow[]
    return { answer: turn, history: row.running ? toHistory(before) : null, asked: askedApprovals(before), withheld }
  }
  if ((locked.rows as { banned: boolean }[])[0]?.banned) throw banned()
  return findKnown(context, turn)
}

/** What became of a message that was sent before under the same id. */
async function findKnown({ pool }: Needs, { companyId, conversationId, clientMessageId }: NewTurn): Promise<Stored | Held> {
  return inCompany(pool, companyId, async db => {
    const known = await findByClientMessageId(db, companyId, conversationId, clientMessageId ?? '')
    const conversation = known && (await findById(db, companyId, conversationId))
    if (!conversation) throw new AppError('NOT_FOUND', 'The conversation was deleted.')
    const { execution_id: executionId, answer_message_id: answerMessageId, message_id: messageId } = known
    if (executionId && answerMessageId) return { answer: { executionId, answerMessageId }, history: null, withheld: null }
    return { messageId, handoff: handoffOf(conversation) ?? { state: 'ended', operator_name: null } }
  })
}

const isBan = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'CV403'

const banned = () => new AppError('FORBIDDEN', 'You can write no more here.')

/** What the answer may cost; null when it is free, as trials are. */
async function quoteFor({ models, companyModels, admission, config }: Needs, question: string, goesOn: boolean) {
  const { agent, deployment } = admission
  if (admission.principal?.test || agent.config.model === 'builtin') return null
  const messageFee = config.messageFees[deployment?.platform ?? 'api'] ?? 0
  const catalogue = await companyModels.of(admission.companyId).catch(() => models)
  const { model } = agent.config
  return quoteTurn(catalogue, { model, question, dataSourceIds: agent.data_sources, goesOn, config: agent.config, messageFee })
}

/** Whoever has no name here is known by their network: a new conversation makes nobody a new visitor. */
function visitorOf({ admission, identity, caller, keys }: Needs) {
  if (!identity && admission.principal) return null
  const who = identity ? `${admission.deployment?.deployment_id}\n${identity.subject}` : networkOf(caller.address)
  return keys.sign('spending visitor', `${admission.companyId}\n${who}`)
}

async function findWithheld({ pool }: Needs, { companyId }: NewTurn, held: QueryResult | undefined): Promise<Withheld> {
  const outcome = readOutcome(held?.rows)
  if (outcome === 'funded') return null
  if (outcome === 'credits') await tellExhausted({ pool }, companyId)
  return inCompany(pool, companyId, db => explainOutcome(db, companyId, outcome))
}
