import type { Context, VisitorContext } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { requireOwn } from './require-own.ts'
import { giveConversation, listOwnConversations, listRatings, upsertRating } from './visits.store.ts'

const newest = 20
const previewLength = 120

/** The visitor's conversations with the agent: those their token or their identity opens. */
export async function listOwn({ pool, admission, visitorKey }: VisitorContext) {
  const { companyId, agent } = admission
  const rows = await inCompany(pool, companyId, db => listOwnConversations(db, companyId, agent.agent_id, visitorKey, newest))
  return rows.map(({ conversation_id, updated_at, preview }) => ({
    conversation_id,
    preview: (preview ?? '').slice(0, previewLength),
    updated_at: updated_at.toISOString(),
  }))
}

/**
 * Makes a conversation that a token opened one that an identity opens, and the token alone no more: the proof is to hold both.
 * Throws NOT_FOUND for a conversation the token does not open, INVALID_REQUEST without an identity.
 */
export async function claimConversation({ pool, admission, caller, identity, visitorKey }: VisitorContext, conversationId: string) {
  const { companyId, agent } = admission
  const from = hashToken(caller.visitorToken ?? '')
  await inCompany(pool, companyId, async db => {
    await requireOwn({ admission, visitorKey: from }, db, conversationId)
    if (!identity)
      throw new AppError('INVALID_REQUEST', 'Send X-Visitor-Identity as well.', { details: { 'X-Visitor-Identity': 'is needed' } })
    await giveConversation(db, companyId, { conversationId, agentId: agent.agent_id, from, to: visitorKey })
  })
}

/** Keeps what the visitor thinks of their conversation. Throws NOT_FOUND. */
export async function rateConversation(
  context: VisitorContext,
  conversationId: string,
  { rating, reason }: { rating: 'good' | 'bad'; reason?: string | undefined },
) {
  const { pool, admission } = context
  const { companyId, agent } = admission
  await inCompany(pool, companyId, async db => {
    await requireOwn(context, db, conversationId)
    await upsertRating(db, {
      company_id: companyId,
      conversation_id: conversationId,
      agent_id: agent.agent_id,
      rating,
      reason: reason || null,
    })
  })
}

/** What visitors think of an agent's conversations, the newest conversation first. */
export async function readRatings(
  { db, principal }: Pick<Context, 'db' | 'principal'>,
  agentId: string,
  request: Parameters<typeof listRatings>[3],
) {
  const { rows, ...page } = await listRatings(db, principal.companyId, agentId, request)
  return {
    ratings: rows.map(({ conversation_id, rating, reason, created_at, updated_at }) => ({
      conversation_id,
      rating,
      reason,
      created_at: created_at.toISOString(),
      updated_at: updated_at.toISOString(),
    })),
    ...page,
  }
}
