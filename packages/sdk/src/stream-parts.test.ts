import { afterEach, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { type Answerer, sendError, sendJson, sendParts, startTestServer } from './test-server.ts'

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
})

async function clientOf(answer: Answerer) {
  const server = await startTestServer(answer)
  servers.push(server)
  return { client: createClient({ baseUrl: server.url, token: 'cv_live_1', pause: async () => {} }), seen: server.seen }
}

async function gather<T>(parts: AsyncIterable<T>) {
  const all: T[] = []
  for await (const part of parts) all.push(part)
  return all
}

const start = { type: 'start', conversation_id: 'conv_1', message_id: 'msg_1', execution_id: 'exec_1', visitor_token: 'vt_1' }
const text = { type: 'text-delta', text: 'Hello' }
const finish = { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } }
const message = { agent_id: 'agent_1', message: 'hi' }

test('an answer is told part by part', async () => {
  const { client, seen } = await clientOf((_seen, response) => sendParts(response, 1, [start, text, finish]))
  const ids: string[] = []
  expect(await gather(client.chat.send.stream(message, { onEventId: id => ids.push(id) }))).toEqual([start, text, finish])
  expect(ids).toEqual(['exec_1:1', 'exec_1:2', 'exec_1:3'])
  expect(seen[0]).toMatchObject({ method: 'POST', path: '/api/v1/agents/agent_1/chat', headers: { accept: 'text/event-stream' } })
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ message: 'hi', client_message_id: expect.stringMatching(/^.{8,64}$/) })
})

test('a lost connection is taken up where it broke, with the token of the conversation', async () => {
  const { client, seen } = await clientOf((one, response, times) => {
    if (one.method === 'POST') return sendParts(response, 1, [start, text], true)
    return times === 0 ? sendError(response, 503, 'UNAVAILABLE') : sendParts(response, 3, [text, finish])
  })
  expect(await gather(client.chat.send.stream(message))).toEqual([start, text, text, finish])
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/v1/agents/agent_1/chat',
    'GET /api/v1/agents/agent_1/conversations/conv_1/stream',
    'GET /api/v1/agents/agent_1/conversations/conv_1/stream',
  ])
  expect(seen[2]?.headers).toMatchObject({ 'last-event-id': 'exec_1:2', 'x-visitor-token': 'vt_1', accept: 'text/event-stream' })
})

test('a connection lost before the first part asks again for the same message', async () => {
  const { client, seen } = await clientOf((_seen, response, times) =>
    times === 0 ? response.destroy() : sendParts(response, 1, [start, finish]),
  )
  expect(await gather(client.executions.execute.stream({ agent_id: 'agent_1', input: 'hi' }))).toEqual([start, finish])
  expect(seen[0]?.headers['idempotency-key']).toBe(seen[1]?.headers['idempotency-key'])
  expect(seen[0]?.body).toBe(seen[1]?.body)
})

test('an execution that was lost in the middle is not executed twice', async () => {
  const { client, seen } = await clientOf((_seen, response) => sendParts(response, 1, [text], true))
  const told: unknown[] = []
  const error = await (async () => {
    for await (const part of client.executions.execute.stream({ agent_id: 'agent_1', input: 'hi' })) told.push(part)
  })().catch(thrown => thrown)
  expect(error).toMatchObject({ name: 'ConnectionError' })
  expect(told).toEqual([text])
  expect(seen).toHaveLength(1)
})

test('a stream that cannot be taken up says so in the end', async () => {
  const { client, seen } = await clientOf((one, response) => (one.method === 'POST' ? sendParts(response, 1, [start]) : response.destroy()))
  const told: unknown[] = []
  const error = await (async () => {
    for await (const part of client.chat.send.stream(message)) told.push(part)
  })().catch(thrown => thrown)
  expect(error).toMatchObject({ name: 'ConnectionError' })
  expect(told).toEqual([start])
  expect(seen).toHaveLength(6)
})

test('what the API refuses is final', async () => {
  const { client, seen } = await clientOf((one, response) =>
    one.method === 'POST' ? sendParts(response, 1, [start]) : sendError(response, 404, 'NOT_FOUND'),
  )
  await expect(gather(client.chat.send.stream(message))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(seen).toHaveLength(2)
})

test('an answer that is no stream is an error', async () => {
  const { client } = await clientOf((_seen, response) => sendJson(response, {}))
  await expect(gather(client.chat.send.stream(message, { maxRetries: 0 }))).rejects.toMatchObject({ name: 'ConnectionError' })
})

test('following a conversation goes on until the server ends it', async () => {
  const { client, seen } = await clientOf((_seen, response) => sendParts(response, 5, [finish, start, finish]))
  const parts = client.chat.stream({ agent_id: 'agent_1', conversation_id: 'conv_1' }, { lastEventId: 'exec_1:4', visitorToken: 'vt_1' })
  expect(await gather(parts)).toEqual([finish, start, finish])
  expect(seen[0]?.headers).toMatchObject({ 'last-event-id': 'exec_1:4', 'x-visitor-token': 'vt_1' })
})

test('a conversation that is cut off in the middle of a turn is followed on', async () => {
  const { client, seen } = await clientOf((_seen, response, times) =>
    sendParts(response, 1 + 2 * times, times === 0 ? [start, text] : [text, finish]),
  )
  const parts = client.chat.stream({ agent_id: 'agent_1', conversation_id: 'conv_1' })
  expect(await gather(parts)).toEqual([start, text, text, finish])
  expect(seen[1]?.headers['last-event-id']).toBe('exec_1:2')
})

test('cancelling in the middle throws the reason and hangs up', async () => {
  const closed = Promise.withResolvers<void>()
  const { client, seen } = await clientOf((_seen, response) => {
    response.on('close', closed.resolve)
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${JSON.stringify(start)}\n\n`)
  })
  const abort = new AbortController()
  const parts = client.chat.send.stream(message, { signal: abort.signal })
  await parts.next()
  const next = parts.next()
  abort.abort(new Error('left the page'))
  await expect(next).rejects.toThrow('left the page')
  await closed.promise
  expect(seen).toHaveLength(1)
})
