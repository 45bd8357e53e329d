import type { MessagePart } from '@craveva/contract/parts'
import { CompiledQuery } from 'kysely'
import { holdForTurn, quoteTurn } from '../billing/turn-credits.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { NamedQuery } from '../db/named-query.ts'
import type { PublishedAgent } from '../deployments/published-agents.ts'
import type { Work } from '../executions/execution-runner.ts'
import { conversationLanguage } from './conversation-language.ts'
import { type AddedMessage, findBan, lockStatement, type NewTurn, nextStatement, openingStatement } from './conversations.store.ts'
import { attachStatement } from './files.store.ts'
import { recordMessage } from './record-message.ts'

/** What a visitor wrote over a channel. */
export interface ChannelMessage {
  readonly companyId: string
  readonly agent: PublishedAgent['agent']
  readonly deploymentId: string
  /** The name of the platform. */
  readonly channel: string
  /** Null begins a conversation. */
  readonly conversationId: string | null
  /** Names the visitor; whoever has it could read the conversation. */
  readonly visitor: Buffer
  /** BCP 47, as the platform tells it; null where it does not. */
  readonly language: string | null
  readonly text: string
  readonly files: readonly Extract<MessagePart, { type: 'file' }>[]
}

/** A message that is stored, with the turn that answers it; null where a person is to answer. */
export interface StoredChannelMessage {
  readonly conversationId: string
  readonly turn: {
    readonly executionId: string
    readonly answerMessageId: string
    /** To be started once the transaction is committed; null when it waits behind another turn. */
    readonly work: Work | null
  } | null
}

/**
 * Stores a message and the turn that answers it in the transaction `db`. What somebody banned writes is recorded, where they were banned, for the
 * merchant to see, and not answered. Null when the conversation is gone.
 */
export async function storeChannelMessage(
  db: Db,
  services: Pick<Services, 'models' | 'companyModels' | 'config' | 'runner' | 'now'>,
  message: ChannelMessage,
): Promise<StoredChannelMessage | null> {
  const { runner, now } = services
  const { companyId, agent, deploymentId, channel, conversationId } = message
  const quote = await quoteFor(services, message)
  const turn: NewTurn = {
    companyId,
    conversationId: conversationId ?? newId('conv', now()),
    agentId: agent.agent_id,
    agentVersion: agent.version,
    executionId: newId('exec', now()),
    messageId: newId('msg', now()),
    answerMessageId: newId('msg', now()),
    clientMessageId: null,
    text: message.text,
    files: message.files,
    serverId: runner.serverId,
    tokenHash: message.visitor,
    networkMark: null,
    language: conversationLanguage({ agent: agent.config.language, stated: message.language, text: message.text }),
    isTest: false,
    quote,
    visitor: quote && message.visitor.toString('base64url'),
    askedWith: null,
  }
  const added = conversationId ? await goOn(db, turn) : await begin(db, turn, { deploymentId, channel })
  if (!added) return null
  if ('bannedIn' in added) return recordBanned(db, services, message, added.bannedIn)
  const ids = message.files.map(({ file_id }) => file_id)
  if (ids.length > 0) await run(db, attachStatement(companyId, turn.conversationId, turn.messageId, ids))
  if (added.handling === 'waiting' || added.handling === 'operator') return { conversationId: turn.conversationId, turn: null }
  const hold = holdForTurn(turn, quote)
  if (hold) await run(db, hold)
  // What it starts from, and whether there are credits for it, is read when it begins.
  const work = added.running ? { companyId, executionId: turn.executionId, conversationId: turn.conversationId, input: null } : null
  const { executionId, answerMessageId } = turn
  return { conversationId: turn.conversationId, turn: { executionId, answerMessageId, work } }
}

async function begin(db: Db, turn: NewTurn, place: { deploymentId: string; channel: string }): Promise<Added | Banned> {
  const bannedIn = await findBan(db, turn.companyId, turn.tokenHash)
  if (bannedIn !== null) return { bannedIn }
  await run(db, openingStatement(turn, place))
  return { running: true, handling: 'agent' }
}

/** Null when the conversation is gone, or is the one of another agent. */
async function goOn(db: Db, turn: NewTurn): Promise<Added | Banned | null> {
  const [locked] = await run<{ banned: boolean }>(db, lockStatement(turn))
  if (!locked) return null
  if (locked.banned) return { bannedIn: turn.conversationId }
  const [row] = await run<AddedMessage>(db, nextStatement(turn))
  if (!row) return null
  return row
}

async function recordBanned(db: Db, services: Pick<Services, 'now'>, { companyId, text, files }: ChannelMessage, conversationId: string) {
  const parts: MessagePart[] = [{ type: 'text', text }, ...files]
  const recorded = await recordMessage(db, services, { companyId, conversationId, role: 'visitor', parts, authorName: null })
  return recorded ? { conversationId, turn: null } : null
}

/** What the answer may cost; null when it is free. */
async function quoteFor({ models, companyModels, config }: Pick<Services, 'models' | 'companyModels' | 'config'>, message: ChannelMessage) {
  const { companyId, agent, channel, conversationId, text } = message
  if (agent.config.model === 'builtin') return null
  const catalogue = await companyModels.of(companyId).catch(() => models)
  return quoteTurn(catalogue, {
    model: agent.config.model,
    question: text,
    dataSourceIds: agent.data_sources,
    goesOn: conversationId !== null,
    config: agent.config,
    messageFee: config.messageFees[channel] ?? 0,
  })
}

interface Banned {
  /** The conversation in which the visitor was banned. */
  readonly bannedIn: string
}

interface Added {
  readonly running: boolean
  readonly handling: AddedMessage['handling']
}

async function run<Row>(db: Db, { text, values }: NamedQuery) {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
  return rows
}
