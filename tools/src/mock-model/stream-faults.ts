import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { event, type Frames } from './frames.ts'
import type { FaultName } from './script.ts'

/** Breaks a stream that has begun. What it does is all that still comes; a fault that returns without ending leaves the caller waiting. */
type StreamFault = (response: ServerResponse, rest: Frames, gapMs: number) => void | Promise<void>

const streamFaults: Partial<Record<FaultName, StreamFault>> = {
  hang_mid: () => {},
  reset_mid: response => {
    response.socket?.resetAndDestroy()
  },
  cut_json: response => {
    response.end('data: {"choices":[{"delta":{"content":"and th')
  },
  bad_json: (response, rest) => {
    response.write('data: {"choices":[{"delta":{"content":oops}}]}\n\n')
    response.end(Buffer.concat([...rest.events, rest.done]))
  },
  half_utf8: response => {
    const cut = Buffer.from('data: {"choices":[{"delta":{"content":"100 €')
    response.end(cut.subarray(0, -1))
  },
  error_event: response => {
    response.end(event({ error: { type: 'server_error', code: 'server_error', message: 'The model crashed in mid-answer.' } }))
  },
  no_end: response => {
    response.end()
  },
  no_done: (response, rest) => {
    response.end(Buffer.concat(rest.events))
  },
  big_line: (response, rest) => pipeline(bigLine(rest), response),
  drip: async (response, rest, gapMs) => {
    for (const byte of Buffer.concat([...rest.events, rest.done])) {
      if (response.destroyed) return
      response.write(Buffer.of(byte))
      await sleep(Math.max(1, gapMs))
    }
    response.end()
  },
}

export const streamFaultNamed = (name: FaultName | null) => (name ? streamFaults[name] : undefined)

function* bigLine(rest: Frames) {
  yield Buffer.from('data: {"choices":[{"delta":{"content":"')
  for (let block = 0; block < 100; block++) yield Buffer.alloc(100_000, 'x')
  yield Buffer.concat([Buffer.from('"}}]}\n\n'), ...rest.events, rest.done])
}
