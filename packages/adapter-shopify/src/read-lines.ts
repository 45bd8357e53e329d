import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { BulkFile } from './bulk-operations.ts'
import type { ShopifyFetch } from './library.ts'

/** Bytes that a file may have: a million products of a long description each. */
const largestFile = 4_000_000_000
const longestLine = 4_000_000
/** Milliseconds until the next bytes must be there, and that they may take all together; what we do with them does not count. */
const nextMs = 30_000
const allMs = 30 * 60_000

export interface Line {
  readonly text: string
  /** Bytes of the file up to the end of the line. */
  readonly end: number
}

/**
 * The lines of a file that Shopify made, from a byte on where a line begins, one after the other without keeping them. Throws a `PlatformError`:
 * `retryable` when the connection broke or the file ended early, `refused` when this file is of no use.
 */
export async function* readLines(fetch: ShopifyFetch, file: BulkFile, offset: number, signal: AbortSignal): AsyncGenerator<Line> {
  if (!isOfShopify(file.url)) throw new PlatformError('refused', 'The file lies somewhere else than Shopify keeps such files.')
  if (file.size !== null && offset >= file.size) return
  const over = new AbortController()
  const inTime = timeLimit(() => over.abort())
  try {
    const response = await inTime(
      fetch(file.url, {
        // Places in the file are counted in its own bytes.
        headers: { 'accept-encoding': 'identity', ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) },
        redirect: 'error',
        signal: AbortSignal.any([signal, over.signal]),
      }),
    )
    const end = yield* split(pieces(response, inTime), offset - firstByte(response, offset), offset)
    if (file.size !== null && end < file.size) throw new PlatformError('retryable', 'The file of the catalogue ended early.')
  } catch (error) {
    if (error instanceof PlatformError || signal.aborted) throw error
    throw new PlatformError('retryable', 'The file of the catalogue could not be read to its end.', { cause: error })
  } finally {
    over.abort()
  }
}

/** Shopify gives signed addresses of Google's storage. */
function isOfShopify(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, pathname } = new URL(address)
  const isStorage = hostname === 'storage.googleapis.com' && pathname.startsWith('/shopify')
  return protocol === 'https:' && port === '' && username === '' && (isStorage || hostname.endsWith('.shopify.com'))
}

/** The place in the file where the answer begins. */
function firstByte(response: Response, wanted: number): number {
  if (response.status >= 500 || response.status === 429)
    throw new PlatformError('retryable', 'The file of the catalogue cannot be had now.')
  if (response.status === 200) return 0
  const isAsked = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${wanted}-`)
  if (!isAsked || response.headers.has('content-encoding'))
    throw new PlatformError('refused', `The file of the catalogue cannot be had (${response.status}).`)
  return wanted
}

type InTime = <T>(work: Promise<T>) => Promise<T>

function timeLimit(give: () => void): InTime {
  let spent = 0
  return async work => {
    const began = performance.now()
    const timer = setTimeout(give, Math.max(0, Math.min(nextMs, allMs - spent)))
    try {
      return await work
    } finally {
      clearTimeout(timer)
      spent += performance.now() - began
    }
  }
}

async function* pieces(response: Response, inTime: InTime): AsyncGenerator<Buffer> {
  const reader = response.body?.getReader()
  try {
    while (reader) {
      const { done, value } = await inTime(reader.read())
      if (done) return
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  } finally {
    await reader?.cancel().catch(() => {})
  }
}

/** Lines, but for the first bytes, which are known; the answer is where the last one ended. */
async function* split(bytes: AsyncIterable<Buffer>, known: number, from: number): AsyncGenerator<Line, number> {
  let skip = known
  let begun = Buffer.alloc(0)
  let end = from
  for await (const piece of bytes) {
    let start = Math.min(skip, piece.length)
    skip -= start
    for (let newline = piece.indexOf(10, start); newline >= 0; newline = piece.indexOf(10, start)) {
      const line = Buffer.concat([begun, piece.subarray(start, newline)])
      end += line.length + 1
      begun = Buffer.alloc(0)
      start = newline + 1
      if (line.length > 0) yield { text: line.toString('utf8'), end }
    }
    begun = Buffer.concat([begun, piece.subarray(start)])
    if (begun.length > longestLine || end > largestFile) throw new PlatformError('refused', 'The file of the catalogue is too large.')
  }
  end += begun.length
  if (begun.length > 0) yield { text: begun.toString('utf8'), end }
  return end
}
