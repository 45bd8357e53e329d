import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Response } from 'express'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { StreamEvent } from './handlers.ts'
import { writeEventStream } from './write-event-stream.ts'

let server: Server | null = null

afterEach(async () => {
  vi.useRealTimers()
  server?.closeAllConnections()
  await new Promise(resolve => server?.close(resolve))
})

/** Serves these events and opens the stream as a reader who takes what they ask for. */
async function open(events: AsyncIterable<StreamEvent>, options?: Parameters<typeof writeEventStream>[2]) {
  const done = Promise.withResolvers<void>()
  server = createServer((_request, response) => {
    void writeEventStream(response as unknown as Response, { kind: 'event-stream', events }, options).then(done.resolve, done.reject)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sent = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
  sent.end()
  const [response] = await once(sent, 'response')
  return { response, done: done.promise }
}

const delta = (text: string): StreamEvent => ({ id: 'exec_1.1', part: { type: 'text-delta', text } })

test('a silent stream is kept alive with comments', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const gate = Promise.withResolvers<void>()
  async function* events() {
    yield delta('first')
    await gate.promise
    yield delta('last')
  }
  const { response, done } = await open(events())
  response.setEncoding('utf8')
  let text = ''
  response.on('data', (chunk: string) => {
    text += chunk
  })
  const arrived = async (end: string) => {
    while (!text.endsWith(end)) await turn()
  }
  await arrived('"first"}\n\n')
  vi.advanceTimersByTime(15_000)
  await arrived(': ping\n\n')
  vi.advanceTimersByTime(15_000)
  await arrived(': ping\n\n: ping\n\n')
  gate.resolve()
  await done
  await arrived('"last"}\n\n')
  expect(text).toBe(
    'id: exec_1.1\ndata: {"type":"text-delta","text":"first"}\n\n: ping\n\n: ping\n\nid: exec_1.1\ndata: {"type":"text-delta","text":"last"}\n\n',
  )
  expect(vi.getTimerCount()).toBe(0)
})

/** A megabyte of text for each event, and how many were asked for. */
function largeEvents(count: number) {
  const state = { asked: 0, returned: false }
  async function* events() {
    try {
      for (; state.asked < count; state.asked++) yield delta('x'.repeat(1_000_000))
    } finally {
      state.returned = true
    }
  }
  return { state, events: events() }
}

test('a slow reader slows the source down, and gets everything in the end', async () => {
  const warnings: string[] = []
  const onWarning = ({ message }: Error) => warnings.push(message)
  process.on('warning', onWarning)
  onTestFinished(() => void process.off('warning', onWarning))
  const { state, events } = largeEvents(40)
  const { response, done } = await open(events)
  response.pause()
  let before = -1
  while (before !== state.asked) {
    before = state.asked
    await pause(50)
  }
  expect(state.asked).toBeLessThan(40)
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  response.resume()
  await Promise.all([done, once(response, 'end')])
  expect(state.asked).toBe(40)
  expect(bytes).toBeGreaterThan(40_000_000)
  expect(warnings).toEqual([])
})

test('a reader who stands still is cut off, and one who leaves stops the source', async () => {
  const still = largeEvents(100)
  const standing = await open(still.events, { stalledMs: 100 })
  standing.response.pause()
  await standing.done
  expect([still.state.returned, still.state.asked < 100]).toEqual([true, true])
  standing.response.on('error', () => {})
  server?.closeAllConnections()

  const left = largeEvents(100)
  const leaving = await open(left.events)
  leaving.response.on('error', () => {})
  leaving.response.destroy()
  await leaving.done
  expect([left.state.returned, left.state.asked < 100]).toEqual([true, true])
})

test('a source that fails cuts the connection, so that the reader resumes', async () => {
  const gate = Promise.withResolvers<void>()
  async function* events() {
    yield delta('first')
    await gate.promise
  }
  const { response, done } = await open(events())
  await once(response, 'data')
  gate.reject(new Error('the database is gone'))
  await Promise.all([done, expect(once(response, 'end')).rejects.toThrow('aborted')])
})
