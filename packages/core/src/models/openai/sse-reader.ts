import { ModelError } from '../model-error.ts'

/** Takes the bytes of a stream of server-sent events and calls back with the data of each event. */
export interface SseReader {
  /** Takes the next bytes, cut anywhere. Throws `broken_stream` when an event grows beyond the limit. */
  write(chunk: Buffer): void
  /** Tells that no more bytes come; an event without the empty line after it still counts. */
  end(): void
}

/** The longest line in bytes, and the most data of one event in characters. */
export const longestEvent = 1_000_000

const lineFeed = 10
const carriageReturn = 13

/**
 * A reader after the event-stream format of the HTML standard, as far as models use it: `data` fields only, lines
 * ended by LF, CRLF or CR. Whole lines are decoded, so that a character cut between two chunks stays whole.
 */
export function createSseReader(onData: (data: string) => void): SseReader {
  const cutLine = createCutLine()
  let data: string | null = null
  let afterCarriageReturn = false
  let atStart = true

  const write = (chunk: Buffer) => {
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte !== lineFeed && byte !== carriageReturn) continue
      const endsLastLine = byte === lineFeed && afterCarriageReturn && at === start && cutLine.isEmpty()
      if (!endsLastLine) readLine(cutLine.isEmpty() ? chunk.toString('utf8', start, at) : cutLine.finish(chunk, start, at))
      afterCarriageReturn = byte === carriageReturn
      start = at + 1
    }
    if (start < chunk.length) cutLine.add(chunk, start, chunk.length)
  }

  const readLine = (raw: string) => {
    const line = atStart && raw.startsWith('\uFEFF') ? raw.slice(1) : raw
    atStart = false
    if (line === '') return dispatch()
    if (!line.startsWith('data') || (line.length > 4 && line[4] !== ':')) return
    const value = line.slice(line[5] === ' ' ? 6 : 5)
    data = data === null ? value : `${data}\n${value}`
    if (data.length > longestEvent) throw tooLong()
  }

  const dispatch = () => {
    if (data === null) return
    const complete = data
    data = null
    onData(complete)
  }

  const end = () => {
    if (!cutLine.isEmpty()) readLine(cutLine.finish(Buffer.alloc(0), 0, 0))
    dispatch()
  }

  return { write, end }
}

/** The beginning of a line whose end is still to come, in a buffer that grows by doubling and is used again. */
function createCutLine() {
  let buffer: Buffer | null = null
  let used = 0

  const add = (chunk: Buffer, start: number, end: number) => {
    const needed = used + end - start
    if (needed > longestEvent) throw tooLong()
    if (!buffer || needed > buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(2048, needed, 2 * (buffer?.length ?? 0)))
      buffer?.copy(larger, 0, 0, used)
      buffer = larger
    }
    chunk.copy(buffer, used, start, end)
    used = needed
  }

  const finish = (chunk: Buffer, start: number, end: number) => {
    add(chunk, start, end)
    const line = buffer?.toString('utf8', 0, used) ?? ''
    used = 0
    return line
  }

  return { add, finish, isEmpty: () => used === 0 }
}

const tooLong = () => new ModelError('broken_stream', `The model sent an event of more than ${longestEvent} bytes.`)
