import { PlatformError } from './platform-error.ts'

export interface CallLimits {
  /** Ends the call when the deployment is closed. */
  readonly signal: AbortSignal
  /** Milliseconds until the whole answer must be there; 20,000 unless given. */
  readonly timeoutMs?: number
  /** Bytes that an answer may have; 1,000,000 unless given. */
  readonly maxBytes?: number
}

/** What a platform answered, whatever its status. */
export interface PlatformAnswer {
  readonly status: number
  readonly ok: boolean
  readonly headers: Headers
  readonly bytes: Uint8Array<ArrayBuffer>
  /** What the bytes say as JSON; null when they are none. */
  json(): unknown
}

/**
 * Calls a platform over HTTP, following no redirect. Throws a `PlatformError` without an answer: `retryable` where nothing can have happened,
 * `uncertain` where it may have, `refused` for an answer that is too large. Addresses and headers, which may hold secrets, never stand in it.
 */
export async function callPlatform(
  address: string | URL,
  init: RequestInit,
  { signal, timeoutMs = 20_000, maxBytes = 1_000_000 }: CallLimits,
): Promise<PlatformAnswer> {
  const mayHaveHappened = (init.method ?? 'GET') !== 'GET'
  try {
    const response = await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) })
    const bytes = await read(response, maxBytes)
    return { status: response.status, ok: response.ok, headers: response.headers, bytes, json: () => parse(bytes) }
  } catch (error) {
    if (error instanceof PlatformError) throw error
    const kind = mayHaveHappened && !neverArrived(error) ? 'uncertain' : 'retryable'
    throw new PlatformError(kind, 'The platform could not be reached, or did not answer.')
  }
}

async function read(response: Response, maxBytes: number) {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > maxBytes) throw new PlatformError('refused', `What the platform sent is larger than ${maxBytes / 1e6} MB.`)
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}

/** Whether no connection came about. */
const neverArrived = (error: unknown) =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(((error as Error).cause as { code?: string } | undefined)?.code),
  )
