import type { StreamPart } from '@craveva/contract/stream'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, which the contract checks
type Body = any

export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export interface TestEvent {
  readonly id: string | null
  readonly part: StreamPart
}

type Options = { readonly headers?: Record<string, string>; readonly signal?: AbortSignal }

/** Calls the API as one caller. */
export interface TestClient {
  readonly token: string | null
  get(path: string, options?: Options): Promise<TestAnswer>
  post(path: string, body?: object, options?: Options): Promise<TestAnswer>
  put(path: string, body?: object, options?: Options): Promise<TestAnswer>
  delete(path: string, options?: Options): Promise<TestAnswer>
  /** Uploads files by name and content, with the form fields beside them. */
  upload(files: Record<string, string | Uint8Array>, fields?: Record<string, string>): Promise<TestAnswer>
  /** The events of a stream, until it ends. A body makes it a POST. */
  stream(path: string, body?: object, options?: Options): AsyncGenerator<TestEvent>
}

export function createTestClient(apiUrl: string, token: string | null): TestClient {
  const send = (method: string, path: string, body?: object, { headers = {}, signal }: Options = {}) => {
    const isForm = body instanceof FormData
    return fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    })
  }
  const call = async (...request: Parameters<typeof send>): Promise<TestAnswer> => {
    const response = await send(...request)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as Body) : null }
  }
  return {
    token,
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
    upload(files, fields = {}) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      for (const [name, content] of Object.entries(files))
        form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
      return call('POST', '/data-sources/upload', form)
    },
    async *stream(path, body, options = {}) {
      const headers = { accept: 'text/event-stream', ...options.headers }
      const response = await send(body ? 'POST' : 'GET', path, body, { ...options, headers })
      if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`)
      let buffered = ''
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        buffered += chunk
        const events = buffered.split('\n\n')
        buffered = events.pop() ?? ''
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1]
          if (data) yield { id: /^id: (.*)$/m.exec(event)?.[1] ?? null, part: JSON.parse(data) as StreamPart }
        }
      }
    },
  }
}
