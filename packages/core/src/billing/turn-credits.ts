import type { AgentConfig } from '@craveva/contract/agents'
import { CompiledQuery } from 'kysely'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import type { NamedQuery } from '../db/named-query.ts'
import type { TurnResult } from '../engine/turn.ts'
import { recordEvent } from '../events/record-event.ts'
import type { ModelCatalogue } from '../models/model-catalogue.ts'
import { toCredits } from './credits.ts'
import { findBalance, insertEntry, noteExhausted } from './ledger.store.ts'
import { priceOf, quote } from './prices.ts'
import { isFunded as findFunds, holdStatement, settleStatement, takeOldHolds } from './turn-credits.store.ts'

interface Turn {
  readonly companyId: string
  readonly executionId: string
}

/** What says how much a turn can cost. */
export interface PricedInput {
  readonly model: string
  readonly question: string
  readonly config: Pick<AgentConfig, 'instructions' | 'max_tokens' | 'fallback_model' | 'tools' | 'limits'>
}

/** Told instead of a model's answer that nobody pays for. */
export const noCredits = 'There are no credits for this model right now, so the builtin model answers.'

/** Micro-credits that a turn costs at most; 0 when `builtin` will answer. */
export function quoteTurn(models: Pick<ModelCatalogue, 'resolve' | 'builtin'>, { model, question, config }: PricedInput) {
  // Each step of tools sends everything again; what a turn costs beyond is charged as far as there are credits.
  const steps = config.tools.length > 0 ? Math.min(config.limits.steps, 3) : 1
  const quotes = [model, ...(config.fallback_model ? [config.fallback_model] : [])].map(name => {
    const resolved = models.resolve(name)
    if (resolved.ownKey || resolved.model === models.builtin) return 0
    return steps * quote(name, { text: question.length + config.instructions.length, maxTokens: config.max_tokens })
  })
  return Math.max(...quotes)
}

/**
 * Reserves credits for a turn that is stored in the same transaction before; null when it costs nothing. Its one row tells whether the turn
 * is `funded`.
 */
export const holdForTurn = ({ companyId, executionId }: Turn, amount: number): NamedQuery | null =>
  amount === 0 ? null : holdStatement({ companyId, executionId, transactionId: newId('txn') }, amount)

/** Reserves at once; false when there are not enough credits. */
export async function holdCredits(db: Db, models: Pick<ModelCatalogue, 'resolve' | 'builtin'>, turn: Turn, input: PricedInput) {
  const hold = holdForTurn(turn, quoteTurn(models, input))
  if (!hold) return true
  const { rows } = await db.executeQuery<{ funded: boolean }>(CompiledQuery.raw(hold.text, [...hold.values]))
  return rows[0]?.funded ?? false
}

/** Charges a turn that ends in the same transaction before; null when there can be nothing to charge or to give back. */
export function settleTurn(
  { companyId, executionId }: Turn,
  status: string,
  { modelUsed, fallbackReason, usage, ownKey }: TurnResult,
): NamedQuery | null {
  if (modelUsed === 'builtin' && fallbackReason === null) return null
  const isPaid = !ownKey && (status === 'completed' || status === 'cancelled')
  const cost = isPaid ? priceOf(modelUsed, usage) : 0
  return settleStatement({ companyId, executionId, transactionId: newId('txn') }, cost)
}

/** Whether a turn that waited behind another may run with its model. */
export const isFunded = (db: Db, { companyId, executionId }: Turn) => findFunds(db, companyId, executionId)

/** Gives back what is reserved for turns that nobody will settle. */
export async function releaseOldHolds(db: Db, companyId: string) {
  for (const { execution_id, amount } of await takeOldHolds(db, companyId)) {
    const entry = { company_id: companyId, transaction_id: newId('txn'), kind: 'release' as const, source: `expire:${execution_id}` }
    await insertEntry(db, { ...entry, available: amount, held: -amount })
  }
}

/** Tells once, until there are new credits, that those there are do not suffice. */
export const tellExhausted = ({ pool }: Pick<Services, 'pool'>, companyId: string) =>
  inCompany(pool, companyId, async db => {
    if (!(await noteExhausted(db, companyId))) return
    const balance = await findBalance(db, companyId)
    await recordEvent(db, companyId, 'credits.exhausted', { credits: toCredits(balance?.available ?? 0) })
  })
