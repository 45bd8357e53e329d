import { ModelError } from '../model-error.ts'
import { providerError } from '../openai/provider-error.ts'
import { retryAfterMs } from '../openai/retry-after.ts'
import { readWireError, type WireError } from '../openai/wire.ts'

/** A fault of a provider package as ours. Packages tell of refusals with the status and the body of the answer, of anything else in words. */
export function asModelError(error: unknown, provider: string, model: string): ModelError {
  if (error instanceof ModelError) return error
  const failure = asObject(error)
  const status = typeof failure?.statusCode === 'number' ? failure.statusCode : null
  const headers = asObject(failure?.responseHeaders) ?? {}
  const told = parse(failure?.responseBody) ?? readWireError(error) ?? readWireError({ error })
  if (status !== null && status !== 200) {
    const retryAfter = retryAfterMs(headers as Record<string, string>)
    return providerError({ provider, model, status, error: told, retryAfterMs: retryAfter })
  }
  const message = error instanceof Error ? error.message : (told?.message ?? '')
  if (status === 200 || isBroken(error))
    return new ModelError('broken_stream', `${provider} sent something that cannot be read. Try again.`, { cause: error })
  if (isUnreachable(error)) {
    return new ModelError('unreachable', `${provider} cannot be reached. Check that its address is right and the network works.`, {
      cause: error,
    })
  }
  return providerError({ provider, model, status: null, error: told ?? { message, code: '', status: null }, retryAfterMs: null })
}

function parse(body: unknown): WireError | null {
  if (typeof body !== 'string') return null
  try {
    const value: unknown = JSON.parse(body)
    const [first] = Array.isArray(value) ? value : [value]
    return readWireError(first)
  } catch {
    return null
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '')

const isBroken = (error: unknown) =>
  /JSONParse|TypeValidation|InvalidResponse|NoContent|InvalidStreamPart|SyntaxError/.test(nameOf(error)) ||
  /terminated|premature|aborted|truncated|crc/i.test(error instanceof Error ? error.message : '')

function isUnreachable(error: unknown) {
  const cause = error instanceof Error ? error.cause : null
  const words = `${error instanceof Error ? error.message : ''} ${cause instanceof Error ? `${cause.message} ${'code' in cause ? cause.code : ''}` : ''}`
  return /fetch failed|cannot connect|ECONN|ENOTFOUND|EAI_AGAIN|socket|network/i.test(words)
}

const asObject = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null)
