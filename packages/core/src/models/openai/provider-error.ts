import { ModelError, type ModelErrorKind } from '../model-error.ts'
import type { WireError } from './wire.ts'

export interface ProviderFailure {
  readonly provider: string
  readonly model: string
  /** HTTP status; null for an error inside a stream that names none. */
  readonly status: number | null
  readonly error: WireError | null
  readonly retryAfterMs: number | null
}

/** What to do about each kind, in words for the merchant who chose the model. */
const advice: Record<ModelErrorKind, string> = {
  unreachable: 'Check that it runs and that its address is right.',
  timeout: 'Try again, or choose a faster model.',
  overloaded: 'It is overloaded. Try again shortly, or choose another model.',
  rate_limited: 'Too many requests were sent to it. Wait, or raise the limit of the key.',
  broken_stream: 'Try again.',
  server_error: 'It failed on its side. Try again, or choose another model.',
  unauthorized: 'Check the API key and what it may use.',
  quota: 'The account of the key has no credit left. Top it up, or choose another model.',
  bad_request: 'Check the name and the settings of the model.',
  too_long: 'The question and what was found for it are too long for this model. Choose a model with a larger context.',
}

/** The failure as an error of ours: its kind, what the provider said, and what to do. */
export function providerError(failure: ProviderFailure): ModelError {
  const kind = kindOf(failure)
  const said = failure.error?.message ? ` It said: ${shorten(failure.error.message)}` : ''
  const status = failure.status === null ? '' : ` (HTTP ${failure.status})`
  return new ModelError(kind, `${failure.provider} refused the request to ${failure.model}${status}. ${adviceFor(kind, failure)}${said}`, {
    retryAfterMs: failure.retryAfterMs,
  })
}

function adviceFor(kind: ModelErrorKind, { status, model }: ProviderFailure) {
  if (status === 404) return `It does not know the model ${model}, or the base URL is wrong.`
  if (status !== null && status >= 300 && status < 400) return 'It redirects, which is not followed. Set the base URL to where it leads.'
  return advice[kind]
}

function kindOf({ status, error }: ProviderFailure): ModelErrorKind {
  const words = `${error?.code ?? ''} ${error?.message ?? ''}`
  const code = error?.status ?? status
  if (code === 400 || code === 413 || code === 422 || code === null) if (contextWords.test(words)) return 'too_long'
  if (code === 402 || code === 429 || code === 403 || code === null) if (quotaWords.test(words)) return 'quota'
  return code === null ? kindOfWords(words) : kindOfStatus(code)
}

function kindOfStatus(status: number): ModelErrorKind {
  const known = kindsByStatus[status]
  if (known) return known
  return status >= 500 ? 'server_error' : 'bad_request'
}

const kindsByStatus: Record<number, ModelErrorKind> = {
  401: 'unauthorized',
  402: 'quota',
  403: 'unauthorized',
  408: 'timeout',
  413: 'too_long',
  429: 'rate_limited',
  498: 'overloaded',
  502: 'overloaded',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
}

/** For an error inside a stream, which has no status of its own. */
function kindOfWords(words: string): ModelErrorKind {
  if (/rate.?limit/i.test(words)) return 'rate_limited'
  if (/overload|unavailable|capacity/i.test(words)) return 'overloaded'
  if (/timeout|timed out/i.test(words)) return 'timeout'
  if (/api.?key|authenticat|permission/i.test(words)) return 'unauthorized'
  if (/invalid_request|bad_request/i.test(words)) return 'bad_request'
  return 'server_error'
}

// Gathered from what OpenAI, vLLM, Ollama, llama.cpp, OpenRouter and LiteLLM answer.
const contextWords = /context.?(length|window|size)|maximum context|too many tokens|prompt is too long|input is too long|reduce the length/i
const quotaWords = /insufficient.?(quota|credit|balance|funds)|exceeded your current quota|billing|spend(ing)? limit|credit balance/i

const shorten = (message: string) => (message.length > 300 ? `${message.slice(0, 300)}…` : message)
