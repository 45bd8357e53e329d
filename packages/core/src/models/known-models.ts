/** What is known of a model by its name. */
export interface KnownModel {
  readonly name: string
  /** Tokens that question and answer may have together; null when it is not known. */
  readonly contextTokens: number | null
  /** Tokens of the longest answer. */
  readonly outputTokens: number | null
  /** Whether it can call tools. */
  readonly tools: boolean
  /** Whether it can be bound to a JSON Schema. */
  readonly json: boolean
  /** Credits for 1,000 tokens: twice what the provider asks, at one cent for a credit. */
  readonly price: { readonly input: number; readonly output: number }
}

const model = (name: string, contextTokens: number, outputTokens: number, input: number, output: number, json = true): KnownModel => ({
  name,
  contextTokens,
  outputTokens,
  tools: true,
  json,
  price: { input, output },
})

/** Models by name. Others of their families are served as well: by the longest name here that theirs begins with. */
export const knownModels: readonly KnownModel[] = [
  { name: 'builtin', contextTokens: null, outputTokens: null, tools: false, json: false, price: { input: 0, output: 0 } },
  model('gpt-4', 8192, 8192, 6, 12, false),
  model('gpt-4-turbo', 128_000, 4096, 2, 6, false),
  model('gpt-4o', 128_000, 16_384, 0.5, 2),
  model('gpt-4o-mini', 128_000, 16_384, 0.03, 0.12),
  model('gpt-4.1', 1_047_576, 32_768, 0.4, 1.6),
  model('gpt-4.1-mini', 1_047_576, 32_768, 0.08, 0.32),
  model('gpt-5', 400_000, 128_000, 0.25, 2),
  model('gpt-5-mini', 400_000, 128_000, 0.05, 0.4),
  model('claude-sonnet-4-5', 200_000, 64_000, 0.6, 3, false),
  model('claude-haiku-4-5', 200_000, 64_000, 0.2, 1, false),
  model('claude-opus-4-1', 200_000, 32_000, 3, 15, false),
  model('gemini-2.5-pro', 1_048_576, 65_536, 0.25, 2),
  model('gemini-2.5-flash', 1_048_576, 65_536, 0.06, 0.5),
  model('mistral-large-latest', 128_000, 16_384, 0.4, 1.2),
  model('mistral-small-latest', 128_000, 16_384, 0.02, 0.06),
  model('bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0', 200_000, 64_000, 0.6, 3, false),
  model('bedrock/amazon.nova-pro-v1:0', 300_000, 10_000, 0.16, 0.64, false),
]

/** Families and servers of which only the price is settled. */
const families: Readonly<Record<string, KnownModel['price']>> = {
  'claude-': { input: 0.6, output: 3 },
  'claude-haiku': { input: 0.2, output: 1 },
  'claude-opus': { input: 3, output: 15 },
  'gemini-': { input: 0.25, output: 2 },
  'mistral-': { input: 0.4, output: 1.2 },
  'bedrock/': { input: 0.6, output: 3 },
  'openai-compatible/': { input: 0.02, output: 0.04 },
}

const longestFirst = <T extends { readonly name: string }>(entries: readonly T[]) =>
  entries.toSorted((a, b) => b.name.length - a.name.length)
const byLength = longestFirst(knownModels)
const pricesByLength = longestFirst([...knownModels, ...Object.entries(families).map(([name, price]) => ({ name, price }))])

/** What is known of a model; null when nothing is. */
export const knownModel = (name: string): KnownModel | null => byLength.find(known => name.startsWith(known.name)) ?? null

/** What 1,000 tokens of a model cost in credits; null when nothing is settled. */
export const knownPrice = (name: string): KnownModel['price'] | null =>
  pricesByLength.find(known => name.startsWith(known.name))?.price ?? null
