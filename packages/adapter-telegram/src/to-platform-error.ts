import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { GrammyError } from 'grammy'

/** What an error of the Bot API means. A token never stands in it. */
export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  if (!(error instanceof GrammyError)) return new PlatformError('uncertain', 'Telegram cannot be reached, or its answer got lost.')
  const { error_code: code, description, parameters } = error
  if (code === 429) return new PlatformError('retryable', description, { retryAfterMs: (parameters.retry_after ?? 1) * 1000 })
  if (code === 401)
    return new PlatformError('signed-out', 'Telegram does not accept the token any more. Enter the one that @BotFather shows.')
  if (code === 403) return new PlatformError('blocked', description)
  if (code === 409)
    return new PlatformError('retryable', 'Another program reads the messages of this bot. Stop it, or use a bot of its own here.')
  if (code >= 500) return new PlatformError('uncertain', description)
  if (/chat not found|user is deactivated|peer_id_invalid/i.test(description)) return new PlatformError('blocked', description)
  return new PlatformError('refused', description)
}

/** Calls the Bot API; what goes wrong becomes a `PlatformError`. */
export async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw toPlatformError(error)
  }
}
