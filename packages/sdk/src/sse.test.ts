import { expect, test, vi } from 'vitest'
import { readEvents } from './sse.ts'

function bodyOf(...chunks: (string | Uint8Array)[]) {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
}

const eventsOf = async (...chunks: (string | Uint8Array)[]) => {
  const events: string[] = []
  for await (const { id, data } of readEvents(bodyOf(...chunks))) events.push(`${id}|${data}`)
  return events
}

test('reads events with their ids, whatever ends the lines', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['id: 1', 'data: one', '', ': ping', '', 'data: two', 'data:  lines', '', 'id', 'data:three', '', ''].join(end)
    expect(await eventsOf(`${text}:`), JSON.stringify(end)).toEqual(['1|one', '1|two\n lines', '|three'])
  }
})

test('does not care where the network cuts', async () => {
  const bytes = new TextEncoder().encode('\ufeffid: 7\r\ndata: {"text":"Grüße 👋🏽"}\r\n\r\n: ping\r\n\r\ndata: x\r\n\r\n')
  const whole = ['7|{"text":"Grüße 👋🏽"}', '7|x']
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(await eventsOf(bytes.slice(0, cut), bytes.slice(cut)), `cut at ${cut}`).toEqual(whole)
  }
  expect(await eventsOf(...Array.from(bytes, byte => Uint8Array.of(byte)))).toEqual(whole)
})

test('drops an event that was not finished, fields it does not know, and ids with a null', async () => {
  expect(await eventsOf('event: x\nretry: 5\nid: 3\n\nid: a\0b\ndata: whole\n\ndata: half')).toEqual(['3|whole'])
})

test('cancels the body when nobody reads on', async () => {
  const cancelled = vi.fn()
  const body = new ReadableStream<Uint8Array>({
    pull: controller => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
    cancel: cancelled,
  })
  for await (const _ of readEvents(body)) break
  expect(cancelled).toHaveBeenCalledOnce()
})

test('a stream that says nothing for too long counts as lost', async () => {
  const silent = new ReadableStream<Uint8Array>({ start: controller => controller.enqueue(new TextEncoder().encode('data: x\n\n')) })
  const events: string[] = []
  await expect(async () => {
    for await (const { data } of readEvents(silent, 20)) events.push(data)
  }).rejects.toThrow('silent')
  expect(events).toEqual(['x'])
})
