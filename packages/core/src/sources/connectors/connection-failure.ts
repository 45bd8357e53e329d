import { EgressError } from '../../net/egress-error.ts'
import type { StreamBound } from './bound-stream.ts'
import { SourceError } from './source-error.ts'

/** What a driver threw, told to the merchant. `explain` knows the engine's own codes; null where it does not. */
export function connectionFailure(
  thrown: unknown,
  { signal, bound }: { signal: AbortSignal; bound: StreamBound },
  explain: (code: string, message: string) => SourceError | null,
): SourceError {
  if (thrown instanceof SourceError) return thrown
  if (thrown instanceof EgressError) return new SourceError('failed', thrown.message, { cause: thrown })
  if (bound.exceeded) return new SourceError('refused', 'The answer is too large. Ask for fewer columns or rows.', { cause: thrown })
  if (signal.aborted) return new SourceError('failed', 'The source did not answer in time. Try again, or ask for less.', { cause: thrown })
  const message = readable(thrown instanceof Error ? thrown.message : String(thrown))
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const explained = explain(code, message) ?? explainTls(code, message)
  return explained ?? new SourceError('failed', `The connection broke: ${message}`, { cause: thrown })
}

function explainTls(code: string, message: string) {
  if (!/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) && !/certificate/i.test(message)) return null
  return new SourceError('failed', `The encrypted connection was refused: ${message}. Check ssl_mode and ssl_ca.`)
}

/** A server's own words, in one line and not endless. */
const readable = (text: string) =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
