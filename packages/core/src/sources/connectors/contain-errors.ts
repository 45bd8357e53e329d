import type { Duplex } from 'node:stream'

/**
 * Ends a connection when its driver chokes on what a server sent. Drivers throw on answers they do not expect, from within the stream, where
 * nobody could catch it and the whole program would end.
 */
export function containErrors(stream: Duplex) {
  const emit = stream.emit.bind(stream)
  stream.emit = (event: string | symbol, ...values: unknown[]) => {
    try {
      return emit(event, ...values)
    } catch (error) {
      if (event === 'error') throw error
      stream.destroy(error instanceof Error ? error : new Error(String(error)))
      return true
    }
  }
}
