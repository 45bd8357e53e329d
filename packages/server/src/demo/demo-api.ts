/** Calls the API of this very program; throws what it answers when that is an error. */
export type DemoApi = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<T>

export const demoApi =
  (apiUrl: string, token: string | null): DemoApi =>
  async <T>(method: string, path: string, body?: object) => {
    const isForm = body instanceof FormData
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(30_000),
    })
    const answer = (await response.json()) as T & { message?: string }
    if (!response.ok) throw new Error(`The demo could not be set up: ${method} ${path}: ${answer.message}`)
    return answer
  }
