/** One event of a `text/event-stream`, with the id that is current when it is dispatched. */
export interface ServerEvent {
  readonly id: string
  readonly data: string
}

/** How long a stream may be silent, in milliseconds, before it counts as lost. The server sends a comment every 15 s. */
export const silenceLimit = 45_000

/**
 * Reads server-sent events as the HTML standard defines them. Stopping to iterate cancels the body.
 * Throws when the connection breaks or nothing arrives for `silence` milliseconds; a clean end just ends.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>, silence = silenceLimit): AsyncGenerator<ServerEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let heard = Date.now()
  let lost = false
  const guard = setInterval(() => {
    lost = Date.now() - heard > silence
    if (lost) cancel()
  }, silence / 4)
  const cancel = () => reader.cancel().catch(() => {})
  let rest = ''
  let id = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (lost) throw new Error('went silent')
      if (done) return
      heard = Date.now()
      rest += decoder.decode(value, { stream: true })
      // A carriage return at the very end may be the first half of a CRLF: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!line) {
          if (data.length) yield { id, data: data.join('\n') }
          data = []
          continue
        }
        const [, field, content = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
        if (field === 'data') data.push(content)
        else if (field === 'id' && !content.includes('\0')) id = content
      }
    }
  } finally {
    clearInterval(guard)
    cancel()
  }
}
