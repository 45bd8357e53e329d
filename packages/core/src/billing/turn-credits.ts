import type { AgentConfig } from '@craveva/contract/agents'
import { CompiledQuery } from 'kysely'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import type { NamedQuery } from '../db/named-query.ts'
import type { TurnInput, TurnResult } from '../engine/turn.ts'
import { insertEvent } from '../events/events.service.ts'
import type { ModelCatalogue } from '../models/model-catalogue.ts'
import { toCredits } from './credits.ts'
import { findBalance, insertEntry, lockBalance, noteExhausted } from './ledger.store.ts'
import { type QuoteTerms, quote } from './prices.ts'
import { findCap } from './spending-caps.store.ts'
import { findWithheld, holdStatement, settleStatement, takeOldHolds } from './turn-credits.store.ts'

interface Turn {
  readonly companyId: string
  readonly executionId: string
}

/** What says how much a turn can cost. */
export interface PricedInput {
  readonly model: string
  readonly question: string
  readonly dataSourceIds: readonly string[]
  /** Whether it goes on with a conversation. */
  readonly goesOn: boolean
  readonly config: Pick<AgentConfig, 'instructions' | 'max_tokens' | 'fallback_model' | 'tools' | 'limits'>
  /** Micro-credits that a message on its channel costs; see `messageFees`. */
  readonly messageFee?: number
}

/** Why a turn may not use its model; null when it may. */
export type Withheld = NonNullable<TurnInput['withheld']> | null

const noCredits: Withheld = { reason: 'There are no credits for this model right now, so the builtin model answers.', sentence: null }

/** Steps of tools that credits are reserved for; what a turn costs beyond is charged as far as there are credits, and room under its caps. */
const stepsHeld = 3

/** The prices and the most that a turn costs, known before it runs; null when it is free. */
export function quoteTurn(
  models: Pick<ModelCatalogue, 'resolve' | 'builtin'>,
  { model, question, dataSourceIds, goesOn, config, messageFee = 0 }: PricedInput,
): QuoteTerms | null {
  const resolved = models.resolve(model)
  const second = config.fallback_model ? models.resolve(config.fallback_model) : null
  if (resolved.model === models.builtin && (!second || second.model === models.builtin)) return null
  const steps = config.tools.length > 0 ? Math.min(config.limits.steps, stepsHeld) : 1
  const quoted = quote({
    model: resolved.model === models.builtin ? 'builtin' : model,
    ownKey: resolved.ownKey === true,
    fallback: config.fallback_model && second ? { model: config.fallback_model, ownKey: second.ownKey === true } : null,
    text: question + config.instructions,
    passages: dataSourceIds.length > 0,
    history: goesOn,
    tools: config.tools.length,
    maxTokens: config.max_tokens,
    steps,
    queries: config.tools.length > 0 ? steps : 0,
    messageFee,
  })
  return quoted.most === 0 ? null : quoted
}

/**
 * Reserves credits for a turn that is stored in the same transaction before; null when it costs nothing. Its one row tells the `outcome`;
 * see `readOutcome`.
 */
export const holdForTurn = ({ companyId, executionId }: Turn, quoted: QuoteTerms | null): NamedQuery | null =>
  quoted && holdStatement({ companyId, executionId, transactionId: newId('txn') }, quoted.most)

/** What became of a hold: the row that it answered, none for a turn that costs nothing. */
export const readOutcome = (rows: readonly unknown[] | undefined) => (rows?.[0] as { outcome: string } | undefined)?.outcome ?? 'funded'

/** Reserves at once; gives the outcome. */
export async function holdCredits(db: Db, turn: Turn, quoted: QuoteTerms | null) {
  const hold = holdForTurn(turn, quoted)
  if (!hold) return 'funded'
  const { rows } = await db.executeQuery(CompiledQuery.raw(hold.text, [...hold.values]))
  return readOutcome(rows)
}

/** Charges a turn that ends in the same transaction before; null when there can be nothing to charge or to give back. */
export function settleTurn(
  { companyId, executionId }: Turn,
  status: string,
  { modelUsed, fallbackReason, usage, parts }: TurnResult,
): NamedQuery | null {
  if (modelUsed === 'builtin' && fallbackReason === null) return null
  const paid = (status === 'completed' || status === 'cancelled') && modelUsed !== 'builtin' && modelUsed !== 'none'
  const use = { paid, model: modelUsed, inputTokens: usage.input_tokens, outputTokens: usage.output_tokens, queries: countQueries(parts) }
  return settleStatement({ companyId, executionId, transactionId: newId('txn') }, use)
}

/** Look-ups in live sources that found something: tools whose results bear receipts. Those that failed or found nothing cost nothing. */
const countQueries = (parts: TurnResult['parts']) =>
  parts.filter((part, index) => part.type === 'tool' && part.state === 'done' && parts[index + 1]?.type === 'receipt').length

/** Why a turn may not use its model, in words for whoever asked. Throws nothing: a cap that was deleted meanwhile is one all the same. */
export async function explainOutcome(db: Db, companyId: string, outcome: string): Promise<Withheld> {
  if (outcome === 'funded') return null
  if (outcome === 'credits') return noCredits
  const cap = await findCap(db, companyId, outcome)
  const reason = `The spending cap for this ${cap?.period ?? 'period'} is reached, so the ${cap?.sentence ? 'sentence set for it is said' : 'builtin model answers'}.`
  return { reason, sentence: cap?.sentence ?? null }
}

/** The same for a turn that waited behind another. */
export async function withheldFrom(db: Db, { companyId, executionId }: Turn): Promise<Withheld> {
  return explainOutcome(db, companyId, (await findWithheld(db, companyId, executionId)) ?? 'funded')
}

/** Gives back what is reserved for turns that nobody will settle. */
export async function releaseOldHolds(db: Db, companyId: string) {
  // Locked first, as whoever settles a turn does.
  const balance = await lockBalance(db, companyId)
  for (const { execution_id, amount } of await takeOldHolds(db, companyId)) {
    const entry = { company_id: companyId, transaction_id: newId('txn'), kind: 'release' as const, source: `expire:${execution_id}` }
    // Those of a company that was erased have nowhere to go back to.
    if (balance && amount > 0) await insertEntry(db, { ...entry, available: amount, held: -amount })
  }
}

/** Tells once, until there are new credits, that those there are do not suffice. */
export const tellExhausted = ({ pool }: Pick<Services, 'pool'>, companyId: string) =>
  inCompany(pool, companyId, async db => {
    if (!(await noteExhausted(db, companyId))) return
    const balance = await findBalance(db, companyId)
    // Stored whoever listens, as it is mailed as well.
    await insertEvent(db, companyId, { id: newId('evt'), type: 'credits.exhausted', data: { credits: toCredits(balance?.available ?? 0) } })
  })
