import { type Dispatcher, Pool } from 'undici'
import type { Model } from '../model.ts'
import { chatEndpoint } from './base-url.ts'
import { type Connection, startExchange } from './exchange.ts'
import { defaultTimeouts, type Timeouts } from './watch.ts'

export interface OpenAiOptions {
  /** With or without `/v1`. Chosen by the operator, so any address is taken; redirects are not followed. */
  readonly baseUrl: string
  /** Left out or empty: no Authorization header, as local servers like it. */
  readonly apiKey?: string
  /** Name in errors and executions; `openai-compatible` when left out. */
  readonly provider?: string
  /** Used instead of an own pool of connections, and not closed by `close`. */
  readonly dispatcher?: Dispatcher
  readonly timeouts?: Partial<Timeouts>
}

/** A model with connections of its own. */
export interface OpenAiModel extends Model {
  /** Closes the connections; answers in progress fail. */
  close(): Promise<void>
}

/** The most answers streamed at a time; more wait for a free connection, within the time to the first byte. */
const connections = 1024

/**
 * A model behind the chat-completions wire of OpenAI: OpenAI itself, Ollama, vLLM, gateways such as OpenRouter.
 * Does not retry: whoever asks decides that. Throws when the base URL or the key cannot be one.
 */
export function createOpenAiModel(options: OpenAiOptions): OpenAiModel {
  const endpoint = chatEndpoint(options.baseUrl)
  const apiKey = options.apiKey?.trim() ?? ''
  const dispatcher = options.dispatcher ?? new Pool(endpoint.origin, { connections, allowH2: false })
  const connection: Connection = {
    provider: options.provider ?? 'openai-compatible',
    endpoint,
    apiKey,
    headers: headersFor(apiKey),
    dispatcher,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
  }
  return {
    provider: connection.provider,
    stream: request => ({ [Symbol.asyncIterator]: () => startExchange(connection, request) }),
    close: async () => {
      if (!options.dispatcher) await dispatcher.destroy()
    },
  }
}

function headersFor(apiKey: string): string[] {
  if (!/^[\x21-\x7e]*$/.test(apiKey)) throw new Error('The API key of the model holds characters that no key has. Copy it again.')
  const authorization = apiKey ? ['authorization', `Bearer ${apiKey}`] : []
  return ['content-type', 'application/json', 'accept', 'text/event-stream', ...authorization]
}
