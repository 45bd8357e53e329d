import type { Usage } from '@craveva/contract/parts'
import { type KnownModel, knownPrice } from '../models/known-models.ts'
import { toMicro } from './credits.ts'

/** Credits for 1,000 tokens. */
type ModelPrice = KnownModel['price']

const otherModels: ModelPrice = { input: 0.5, output: 2 }

/** Micro-credits for one query to a database. */
export const queryFee = toMicro(0.1)

/** Tokens of what a turn tells the model besides the question and the instructions: history, passages and our own words, at the most. */
const surroundings = 6000

/** Micro-credits for what a model used; `builtin` costs nothing. */
export function priceOf(model: string, { input_tokens, output_tokens }: Usage) {
  const { input, output } = creditsPer1000(model)
  return Math.ceil((toMicro(input) * input_tokens + toMicro(output) * output_tokens) / 1000)
}

/** Micro-credits that a turn costs at most, known before it runs. Three characters a token is more than texts of any language have. */
export const quote = (model: string, { text, maxTokens }: { readonly text: number; readonly maxTokens: number }) =>
  priceOf(model, { input_tokens: surroundings + Math.ceil(text / 3), output_tokens: maxTokens })

/** Credits for 1,000 tokens of a model. */
export const creditsPer1000 = (model: string): ModelPrice => (model === 'none' ? free : (knownPrice(model) ?? otherModels))

const free: ModelPrice = { input: 0, output: 0 }
