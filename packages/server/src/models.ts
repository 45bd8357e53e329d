import { createAnthropicModel, createBedrockModel, createGoogleModel, createMistralModel } from '@craveva/core/models/ai-sdk/providers'
import { builtinModel } from '@craveva/core/models/builtin/builtin-model'
import { type ClosableModel, createModelCatalogue, type Provider } from '@craveva/core/models/model-catalogue'
import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { createOpenAiEmbedder } from '@craveva/core/models/openai/embedder'
import { withBreaker } from '@craveva/core/models/with-breaker'
import type { Config } from './config.ts'

const openaiUrl = 'https://api.openai.com/v1'

/** The models of this server, and what closes their connections. */
export function createModels({ openai, providerKeys }: Pick<Config, 'openai' | 'providerKeys'>) {
  const opened: ClosableModel[] = []
  const open = (model: ClosableModel) => {
    const guarded = withBreaker(model)
    opened.push(guarded)
    return guarded
  }
  const official = openai.apiKey
    ? open(createOpenAiModel({ baseUrl: openai.baseUrl ?? openaiUrl, provider: 'OpenAI', apiKey: openai.apiKey }))
    : null
  const compatible = openai.baseUrl
    ? open(createOpenAiModel({ baseUrl: openai.baseUrl, ...(openai.apiKey ? { apiKey: openai.apiKey } : {}) }))
    : null
  /** A provider whose models are reached with the operator's key, or with that of a company. */
  const keyed = (
    settings: Pick<Provider, 'title' | 'prefixes' | 'cutPrefix' | 'setting'> & { readonly id: NonNullable<Provider['id']> },
    make: (apiKey: string) => ClosableModel,
    key: string | null,
  ): Provider => ({ ...settings, model: key ? open(make(key)) : null, withKey: apiKey => withBreaker(make(apiKey)) })

  const { anthropic, google, mistral, bedrock } = providerKeys
  const providers: Provider[] = [
    {
      id: 'openai',
      title: 'OpenAI',
      prefixes: ['gpt-', 'chatgpt-', 'o1', 'o3', 'o4'],
      cutPrefix: false,
      model: official,
      setting: 'OPENAI_API_KEY',
      // A company's own key goes to OpenAI, whatever gateway the operator uses.
      withKey: apiKey => withBreaker(createOpenAiModel({ baseUrl: openaiUrl, provider: 'OpenAI', apiKey })),
    },
    { title: 'OpenAI-compatible', prefixes: ['openai-compatible/'], cutPrefix: true, model: compatible, setting: 'OPENAI_BASE_URL' },
    keyed(
      { id: 'anthropic', title: 'Anthropic', prefixes: ['claude-'], cutPrefix: false, setting: 'ANTHROPIC_API_KEY' },
      apiKey => createAnthropicModel({ apiKey }),
      anthropic,
    ),
    keyed(
      { id: 'google', title: 'Google', prefixes: ['gemini-'], cutPrefix: false, setting: 'GOOGLE_API_KEY' },
      apiKey => createGoogleModel({ apiKey }),
      google,
    ),
    keyed(
      { id: 'mistral', title: 'Mistral', prefixes: ['mistral-', 'ministral-', 'codestral-'], cutPrefix: false, setting: 'MISTRAL_API_KEY' },
      apiKey => createMistralModel({ apiKey }),
      mistral,
    ),
    keyed(
      { id: 'bedrock', title: 'Amazon Bedrock', prefixes: ['bedrock/'], cutPrefix: true, setting: 'BEDROCK_API_KEY' },
      apiKey => createBedrockModel({ apiKey }),
      bedrock,
    ),
  ]
  const embedder = openai.embeddingModel
    ? createOpenAiEmbedder({
        baseUrl: openai.baseUrl ?? openaiUrl,
        model: openai.embeddingModel,
        ...(openai.apiKey ? { apiKey: openai.apiKey } : {}),
      })
    : null
  return {
    embedder,
    catalogue: createModelCatalogue(builtinModel, providers),
    close: () => Promise.all(opened.map(model => model.close())),
  }
}
