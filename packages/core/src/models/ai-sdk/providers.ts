import type { ClosableModel } from '../model-catalogue.ts'
import type { Timeouts } from '../openai/watch.ts'
import { createAiSdkModel } from './ai-sdk-model.ts'

export interface ProviderOptions {
  readonly apiKey: string
  /** Instead of the provider's own address; chosen by the operator. */
  readonly baseURL?: string
  readonly fetch?: typeof fetch
  readonly timeouts?: Partial<Timeouts>
}

/** Nobody leads our requests, and the keys in them, elsewhere. */
const noRedirects =
  (send: typeof fetch): typeof fetch =>
  (input, init) =>
    send(input, { ...init, redirect: 'error' })

const settings = ({ apiKey, baseURL, fetch: send = fetch }: ProviderOptions) => ({
  apiKey,
  fetch: noRedirects(send),
  ...(baseURL === undefined ? {} : { baseURL }),
})

const common = ({ apiKey, timeouts }: ProviderOptions) => ({ apiKey, ...(timeouts ? { timeouts } : {}) })

/** Claude, by the messages API of Anthropic. */
export const createAnthropicModel = (options: ProviderOptions): ClosableModel =>
  createAiSdkModel({
    ...common(options),
    provider: 'Anthropic',
    bindsJson: false,
    load: async name => (await import('@ai-sdk/anthropic')).createAnthropic(settings(options))(name),
  })

/** Gemini, by the API of Google AI Studio. */
export const createGoogleModel = (options: ProviderOptions): ClosableModel =>
  createAiSdkModel({
    ...common(options),
    provider: 'Google',
    bindsJson: true,
    load: async name => (await import('@ai-sdk/google')).createGoogle(settings(options))(name),
  })

export const createMistralModel = (options: ProviderOptions): ClosableModel =>
  createAiSdkModel({
    ...common(options),
    provider: 'Mistral',
    bindsJson: true,
    load: async name => (await import('@ai-sdk/mistral')).createMistral(settings(options))(name),
  })

/** Models of several makers on Amazon Bedrock. The key may be followed by `@` and a region. */
export function createBedrockModel(options: ProviderOptions): ClosableModel {
  const [, key = '', region = 'us-east-1'] = /^(.*?)(?:@([a-z]{2}(?:-[a-z]+)+-\d))?$/.exec(options.apiKey) ?? []
  return createAiSdkModel({
    ...common({ ...options, apiKey: key }),
    provider: 'Amazon Bedrock',
    bindsJson: false,
    load: async name =>
      (await import('@ai-sdk/amazon-bedrock')).createAmazonBedrock({ ...settings({ ...options, apiKey: key }), region })(name),
  })
}
