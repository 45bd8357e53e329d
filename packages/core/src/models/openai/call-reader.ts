import type { ModelToolCall } from '../model.ts'
import { ModelError } from '../model-error.ts'
import type { WireToolCall } from './wire.ts'

/** Puts the calls of tools together from their pieces. Its methods throw `ModelError`. */
export interface CallReader {
  add(piece: WireToolCall): void
  /** All calls, in the order of their first pieces. */
  end(): readonly ModelToolCall[]
}

/** Characters of the arguments of all calls of one answer. */
const longestArguments = 200_000
const mostCalls = 64

export function createCallReader(provider: string): CallReader {
  const calls: { index: number | null; id: string; name: string; arguments: string }[] = []
  let length = 0

  const find = ({ index, id }: WireToolCall) => {
    if (index !== null) return calls.find(call => call.index === index && (id === '' || call.id === '' || call.id === id))
    return id === '' ? calls.at(-1) : calls.find(call => call.id === id)
  }

  return {
    add(piece) {
      length += piece.arguments.length
      if (length > longestArguments || calls.length > mostCalls)
        throw new ModelError('broken_stream', `${provider} does not stop calling tools.`)
      const known = find(piece)
      if (!known) {
        calls.push({ ...piece })
        return
      }
      known.id ||= piece.id
      known.name ||= piece.name
      known.arguments += piece.arguments
    },
    end() {
      if (calls.some(({ name }) => name === ''))
        throw new ModelError('broken_stream', `${provider} called a tool without a name. Try again.`)
      return calls.map(({ id, name, arguments: args }, place) => ({ id: id || `call_${place + 1}`, name, arguments: args }))
    },
  }
}
