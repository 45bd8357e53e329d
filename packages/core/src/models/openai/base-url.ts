/** Where the chat-completions endpoint of a base URL is. */
export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string
  readonly path: string
}

/**
 * Takes the base URL as people write it: with or without `/v1`, a slash at the end, or the whole path of the endpoint.
 * `/v1` is added only where the path names no version at all, so that `https://openrouter.ai/api/v1` and
 * `https://host/v1beta/openai` stay as they are. Throws an error that says what to write.
 */
export function chatEndpoint(baseUrl: string): Endpoint {
  const url = URL.parse(baseUrl.trim())
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`The base URL of a model is an http or https URL such as http://127.0.0.1:11434/v1, not "${baseUrl}".`)
  }
  if (url.username || url.password) throw new Error('The base URL of a model holds no user name or password; give the key as the API key.')
  if (url.search || url.hash) throw new Error(`The base URL of a model ends before "${url.search}${url.hash}".`)
  const base = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')
  const versioned = /\/v\d[^/]*(\/|$)/.test(base) ? base : `${base}/v1`
  return { origin: url.origin, path: `${versioned}/chat/completions` }
}
