import { once } from 'node:events'
import type { Response } from 'express'
import type { EventStream, StreamEvent } from './handlers.ts'

const heartbeatMs = 15_000
/** Bytes a slow reader may lag behind before nothing more is read for them. */
const highWaterMark = 256_000
/** Characters that are gathered into one write at most. */
const mostGathered = 64_000
/** Milliseconds a reader may stand still before the connection is cut; they can resume. */
const longestStall = 60_000

/** Writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) until they end or the reader is gone. */
export async function writeEventStream(response: Response, { events }: EventStream, { stalledMs = longestStall } = {}) {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
  const out = gatheringWriter(response)
  const heartbeat = setInterval(() => out.write(': ping\n\n'), heartbeatMs)
  try {
    for await (const event of events) {
      if (response.destroyed) return
      out.write(toText(event))
      if (response.writableLength > highWaterMark) await drained(response, stalledMs)
    }
    out.flush()
    response.end()
  } catch {
    // The headers are gone: cutting the connection tells the reader to resume.
    response.destroy()
  } finally {
    clearInterval(heartbeat)
  }
}

const toText = ({ id, part }: StreamEvent) => `${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(part)}\n\n`

/** What comes within one turn of the event loop goes out in one write: a system call costs more than an event. */
function gatheringWriter(response: Response) {
  let waiting = ''
  const flush = () => {
    if (waiting !== '' && !response.destroyed) response.write(waiting)
    waiting = ''
  }
  return {
    flush,
    write(text: string) {
      if (waiting === '') setImmediate(flush)
      waiting += text
      if (waiting.length > mostGathered) flush()
    },
  }
}

async function drained(response: Response, stalledMs: number) {
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), stalledMs)
  try {
    await Promise.race([once(response, 'drain', waiting), once(response, 'close', waiting)])
  } finally {
    clearTimeout(timer)
    // Takes the listeners away: a slow reader waits often.
    waiting.abort()
  }
}
