import type { Usage } from '@craveva/contract/parts'
import { type KnownModel, knownPrice } from '../models/known-models.ts'
import { toMicro } from './credits.ts'

/** Credits for 1,000 tokens. */
type ModelPrice = KnownModel['price']

const otherModels: ModelPrice = { input: 0.5, output: 2 }
const free: ModelPrice = { input: 0, output: 0 }

/** Micro-credits for one query to a database. */
export const queryFee = toMicro(0.1)

/**
 * Tokens of what a turn tells the model besides the question and the instructions, where nothing is unusually long: our own words, the description
 * of each tool, passages, and what was said before.
 */
const surroundings = { always: 500, tool: 200, passages: 3000, history: 2500 }

/** What the tokens of a model cost: micro-credits for 1,000 of them. */
export interface ModelTerms {
  readonly model: string
  readonly input: number
  readonly output: number
  /** Whether the company pays the model's provider itself, so that they cost nothing. */
  readonly own_key: boolean
}

/** The prices that a turn is quoted, and charged by whatever they become meanwhile, in micro-credits. */
export interface QuoteTerms extends ModelTerms {
  /** Of the model that answers when the first one cannot. */
  readonly fallback: ModelTerms | null
  /** For each query to a database. */
  readonly query: number
  /** For the answer, where the channel's platform charges for it. */
  readonly message: number
  /** What the turn costs at most. */
  readonly most: number
}

/** What a turn may use. */
export interface QuotedUse {
  readonly model: string
  readonly ownKey?: boolean
  readonly fallback?: { readonly model: string; readonly ownKey: boolean } | null
  /** Instructions and question. */
  readonly text: string
  /** Whether there are data sources to take passages from. */
  readonly passages: boolean
  /** Whether something was said before. */
  readonly history: boolean
  /** How many the model is told of. */
  readonly tools?: number
  readonly maxTokens: number
  /** How often everything is sent at the most. */
  readonly steps?: number
  /** Queries to databases at the most. */
  readonly queries?: number
  /** Micro-credits for a message on its channel. */
  readonly messageFee?: number
}

/** The prices for a turn, and the most that it costs by them. Three bytes a token is less than texts of any language have. */
export function quote({
  model,
  ownKey = false,
  fallback = null,
  text,
  passages,
  history,
  tools = 0,
  maxTokens,
  steps = 1,
  queries = 0,
  messageFee = 0,
}: QuotedUse): QuoteTerms {
  const first = termsOf(model, ownKey)
  const second = fallback && termsOf(fallback.model, fallback.ownKey)
  const { always, tool } = surroundings
  const around = always + tool * tools + (passages ? surroundings.passages : 0) + (history ? surroundings.history : 0)
  const usage = {
    input_tokens: steps * (around + Math.ceil(Buffer.byteLength(text) / 3)),
    output_tokens: steps * maxTokens,
  }
  const tokens = Math.max(priceOfTokens(first, usage), second ? priceOfTokens(second, usage) : 0)
  return { ...first, fallback: second, query: queryFee, message: messageFee, most: tokens + queryFee * queries + messageFee }
}

function termsOf(model: string, ownKey: boolean): ModelTerms {
  const { input, output } = ownKey ? free : creditsPer1000(model)
  return { model, input: toMicro(input), output: toMicro(output), own_key: ownKey }
}

/** The terms of the model that answered. */
export const termsFor = (terms: QuoteTerms, model: string | null): ModelTerms =>
  terms.fallback && terms.fallback.model === model && terms.model !== model ? terms.fallback : terms

/** Micro-credits for tokens; the database reckons the same when it settles a turn. */
export const priceOfTokens = ({ input, output }: ModelTerms, { input_tokens, output_tokens }: Usage) =>
  Math.ceil((input * input_tokens + output * output_tokens) / 1000)

/** Micro-credits for what a model used; `builtin` costs nothing. */
export function priceOf(model: string, { input_tokens, output_tokens }: Usage) {
  const { input, output } = creditsPer1000(model)
  return Math.ceil((toMicro(input) * input_tokens + toMicro(output) * output_tokens) / 1000)
}

/** Credits for 1,000 tokens of a model. */
export const creditsPer1000 = (model: string): ModelPrice => (model === 'none' ? free : (knownPrice(model) ?? otherModels))
