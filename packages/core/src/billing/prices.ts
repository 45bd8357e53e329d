import type { Usage } from '@craveva/contract/parts'
import { toMicro } from './credits.ts'

/** Credits for 1,000 tokens. */
interface ModelPrice {
  readonly input: number
  readonly output: number
}

/** By how a model's name begins; the longest that fits counts. Twice what the provider asks, at one cent for a credit. */
const modelPrices: Readonly<Record<string, ModelPrice>> = {
  'gpt-4': { input: 6, output: 12 },
  'gpt-4-turbo': { input: 2, output: 6 },
  'gpt-4o': { input: 0.5, output: 2 },
  'gpt-4o-mini': { input: 0.03, output: 0.12 },
  'gpt-4.1': { input: 0.4, output: 1.6 },
  'gpt-4.1-mini': { input: 0.08, output: 0.32 },
  'gpt-5': { input: 0.25, output: 2 },
  'gpt-5-mini': { input: 0.05, output: 0.4 },
  'claude-': { input: 0.6, output: 3 },
  'claude-haiku': { input: 0.2, output: 1 },
  'claude-opus': { input: 3, output: 15 },
  'gemini-': { input: 0.25, output: 2 },
  'openai-compatible/': { input: 0.02, output: 0.04 },
}
const otherModels: ModelPrice = { input: 0.5, output: 2 }

/** Micro-credits for one query to a database. */
export const queryFee = toMicro(0.1)

/** Tokens of what a turn tells the model besides the question and the instructions: history, passages and our own words, at the most. */
const surroundings = 6000

/** Micro-credits for what a model used; `builtin` costs nothing. */
export function priceOf(model: string, { input_tokens, output_tokens }: Usage) {
  const { input, output } = pricesFor(model)
  return Math.ceil((toMicro(input) * input_tokens + toMicro(output) * output_tokens) / 1000)
}

/** Micro-credits that a turn costs at most, known before it runs. Three characters a token is more than texts of any language have. */
export const quote = (model: string, { text, maxTokens }: { readonly text: number; readonly maxTokens: number }) =>
  priceOf(model, { input_tokens: surroundings + Math.ceil(text / 3), output_tokens: maxTokens })

function pricesFor(model: string): ModelPrice {
  if (model === 'builtin' || model === 'none') return { input: 0, output: 0 }
  const prefix = Object.keys(modelPrices)
    .filter(candidate => model.startsWith(candidate))
    .toSorted((a, b) => b.length - a.length)[0]
  return (prefix && modelPrices[prefix]) || otherModels
}
