import { builtinModel } from '@craveva/core/models/builtin/builtin-model'
import { createModelCatalogue, type Provider } from '@craveva/core/models/model-catalogue'
import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { createOpenAiEmbedder } from '@craveva/core/models/openai/embedder'
import type { Config } from './config.ts'

/** The models of this server, and what closes their connections. */
export function createModels({ openai }: Pick<Config, 'openai'>) {
  const key = openai.apiKey ? { apiKey: openai.apiKey } : {}
  const official = openai.apiKey
    ? createOpenAiModel({ baseUrl: openai.baseUrl ?? 'https://api.openai.com/v1', provider: 'OpenAI', ...key })
    : null
  const compatible = openai.baseUrl ? createOpenAiModel({ baseUrl: openai.baseUrl, ...key }) : null
  const providers: Provider[] = [
    { title: 'OpenAI', prefixes: ['gpt-', 'chatgpt-', 'o1', 'o3', 'o4'], cutPrefix: false, model: official, setting: 'OPENAI_API_KEY' },
    { title: 'OpenAI-compatible', prefixes: ['openai-compatible/'], cutPrefix: true, model: compatible, setting: 'OPENAI_BASE_URL' },
    { title: 'Anthropic', prefixes: ['claude-'], cutPrefix: false, model: null, setting: 'ANTHROPIC_API_KEY' },
    { title: 'Google', prefixes: ['gemini-'], cutPrefix: false, model: null, setting: 'GOOGLE_API_KEY' },
  ]
  const embedder = openai.embeddingModel
    ? createOpenAiEmbedder({ baseUrl: openai.baseUrl ?? 'https://api.openai.com/v1', model: openai.embeddingModel, ...key })
    : null
  return {
    embedder,
    catalogue: createModelCatalogue(builtinModel, providers),
    close: () => Promise.all([official?.close(), compatible?.close()]),
  }
}
