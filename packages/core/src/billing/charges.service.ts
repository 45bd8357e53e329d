import type { Charge } from '@craveva/contract/charges'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { entriesOf, findPriced, findUsage } from './charges.store.ts'
import { toCredits } from './credits.ts'
import { type QuoteTerms, termsFor } from './prices.ts'

type Usage = NonNullable<Awaited<ReturnType<typeof findUsage>>>
type Priced = NonNullable<Awaited<ReturnType<typeof findPriced>>>

/** Explains what an execution, or a query, cost: every factor, and why it is nothing where it is. Throws NOT_FOUND. */
export async function explainCharge({ db, principal }: Pick<Context, 'db' | 'principal'>, executionId: string): Promise<Charge> {
  const { companyId } = principal
  const usage = await findUsage(db, companyId, executionId)
  const turn = await findPriced(db, companyId, executionId)
  if (!usage && !turn) throw new AppError('NOT_FOUND')
  const entries = await entriesOf(db, companyId, executionId)
  const charged = usage?.credits ?? 0
  const factors = usage && charged > 0 ? factorsOf(usage) : []
  const terms = turn?.quote ?? usage?.terms ?? null
  return {
    execution_id: executionId,
    operation: usage?.operation ?? 'agent_execute',
    agent_id: usage?.agent_id ?? turn?.agent_id ?? null,
    channel: usage?.channel ?? turn?.channel ?? 'api',
    outlet_id: usage?.outlet_id ?? turn?.outlet_id ?? null,
    model: usage?.model ?? turn?.model_used ?? null,
    own_key: terms ? termsFor(terms, usage?.model ?? null).own_key : false,
    quote: terms && toCredits(terms.most),
    credits: toCredits(charged),
    factors,
    explanation: charged > 0 ? inWords(factors, terms) : whyFree(turn),
    transactions: entries.map(({ transaction_id, kind, available, spent, held, created_at }) => ({
      ...{ transaction_id, kind, credits: toCredits(available), used: toCredits(spent), held: toCredits(held) },
      created_at: created_at.toISOString(),
    })),
    created_at: (usage?.created_at ?? turn?.created_at ?? new Date(0)).toISOString(),
  }
}

type Factor = Charge['factors'][number]

function factorsOf({ operation, credits, queries, terms, model, input_tokens, output_tokens }: Usage): Factor[] {
  if (operation === 'data_query' || !terms)
    return [toFactor('data_query', { quantity: Math.max(queries, 1), per: 1, price: credits / Math.max(queries, 1) })]
  const { input, output } = termsFor(terms, model)
  const all = [
    toFactor('input_tokens', { quantity: input_tokens, per: 1000, price: input }),
    toFactor('output_tokens', { quantity: output_tokens, per: 1000, price: output }),
    ...(queries > 0 ? [toFactor('data_query', { quantity: queries, per: 1, price: terms.query })] : []),
    ...(terms.message > 0 ? [toFactor('channel_message', { quantity: 1, per: 1, price: terms.message })] : []),
  ]
  const missing = Math.round(credits - all.reduce((sum, factor) => sum + factor.credits * 1e6, 0))
  return missing === 0 ? all : [...all, toFactor('not_covered', { quantity: 1, per: 1, price: missing })]
}

/** `price` is in micro-credits. */
const toFactor = (kind: Factor['kind'], { quantity, per, price }: { quantity: number; per: number; price: number }): Factor => ({
  ...{ kind, quantity, per, price: toCredits(price), credits: toCredits((quantity * price) / per) },
})

const names: Readonly<Record<Factor['kind'], string>> = {
  input_tokens: 'tokens read',
  output_tokens: 'tokens written',
  data_query: 'queries to databases',
  channel_message: 'message on a channel that charges for it',
  not_covered: 'not charged, as no more was there or a cap allowed no more',
}

function inWords(factors: readonly Factor[], terms: QuoteTerms | null) {
  const parts = factors.map(({ kind, quantity, per, price, credits }) =>
    kind === 'not_covered'
      ? `${credits} ${names[kind]}`
      : `${quantity} ${names[kind]} at ${price} for ${per === 1 ? 'each' : per} = ${credits}`,
  )
  const own = terms?.own_key ? ' The model was reached with your own key, so its tokens cost nothing.' : ''
  return `${parts.join('; ')}.${own}`
}

function whyFree(turn: Priced | undefined) {
  if (!turn) return 'Nothing was charged.'
  const { status, is_test, withheld, quote, model_used } = turn
  if (status === 'queued' || status === 'running') return 'It is not over yet; what it costs is charged at its end.'
  if (is_test) return 'Run with a key for tests: it costs nothing.'
  if (withheld === 'credits') return 'There were not enough credits for its model, so the builtin model answered, which costs nothing.'
  if (withheld) return 'A spending cap was reached, so it was answered without cost.'
  if (status === 'failed' || status === 'interrupted') return 'It did not come to its end: failures cost nothing.'
  if (quote && model_used === 'builtin')
    return 'Its model could not answer, so the builtin model did: failures and retries cost nothing, nor does the builtin model.'
  return model_used === 'builtin' ? 'The builtin model answered, which costs nothing.' : 'Nothing was charged.'
}
