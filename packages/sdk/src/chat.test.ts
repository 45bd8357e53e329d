import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Operation, operations } from '@craveva/contract/operations'
import type { StreamPart } from '@craveva/contract/stream'
import { afterEach, describe, expect, test } from 'vitest'
import { ChatError, createChat } from './chat.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server that gives each request the next answer, and the last one from then on. */
async function serve(...answers: Answer[]) {
  const seen: { call: string; body: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ call: `${request.method} ${request.url}`, body, headers: request.headers })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(request, response, body)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  servers.push(server)
  const pauses: number[] = []
  const chat = createChat({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    agentId: 'agent_1',
    headers: () => ({ 'X-Visitor-Token': 'token' }),
    retries: 2,
    pause: async attempt => void pauses.push(attempt),
  })
  return { chat, seen, pauses }
}

const json =
  (body: unknown, status = 200, headers = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const start: StreamPart = { type: 'start', conversation_id: 'conv_1', message_id: 'msg_1', execution_id: 'exec_1' }
const delta = (text: string): StreamPart => ({ type: 'text-delta', text })
const finish: StreamPart = { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } }

/** Streams parts under ids counted from `first`, then breaks off or, after `finish`, ends. */
const stream =
  (parts: StreamPart[], first = 1): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(parts.map((part, index) => `id: e${first + index}\ndata: ${JSON.stringify(part)}\n\n`).join(''))
    if (parts.at(-1)?.type === 'finish') response.end()
    else setTimeout(() => response.destroy(), 5)
  }

async function collect(parts: AsyncIterable<StreamPart>) {
  const collected: string[] = []
  for await (const part of parts) collected.push(part.type === 'text-delta' ? part.text : part.type)
  return collected
}

const input = { message: 'Hi', client_message_id: 'client-message-1' }

test('every path is one of the contract', async () => {
  const { chat, seen } = await serve(json({}))
  await chat.config()
  await chat.history('conv_1')
  await chat.cancel('conv_1')
  await chat.erase('conv_1')
  await collect(chat.send(input)).catch(() => {})
  await collect(chat.follow('conv_1')).catch(() => {})
  const called = new Set(seen.map(({ call }) => call.replace('agent_1', ':agent_id').replace('conv_1', ':conversation_id')))
  const known = Object.values<Operation>(operations.chat).map(({ method, path }) => `${method} /api/v1${path}`)
  for (const call of called) expect(known).toContain(call)
  expect(called.size).toBe(6)
})

describe('an answer', () => {
  test('comes part by part, asked for with the proof of the visitor', async () => {
    const { chat, seen } = await serve(stream([start, delta('a'), delta('b'), finish]))
    expect(await collect(chat.send(input))).toEqual(['start', 'a', 'b', 'finish'])
    expect(seen).toHaveLength(1)
    expect(seen[0]?.headers).toMatchObject({ accept: 'text/event-stream', 'x-visitor-token': 'token' })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(input)
  })

  test('is taken up where the connection broke', async () => {
    const { chat, seen, pauses } = await serve(stream([start, delta('a')]), stream([delta('b')], 3), stream([delta('c'), finish], 4))
    expect(await collect(chat.send(input))).toEqual(['start', 'a', 'b', 'c', 'finish'])
    expect(seen.slice(1).map(({ call, headers }) => [call, headers['last-event-id']])).toEqual([
      ['GET /api/v1/agents/agent_1/conversations/conv_1/stream', 'e2'],
      ['GET /api/v1/agents/agent_1/conversations/conv_1/stream', 'e3'],
    ])
    // What arrives proves the connection, so the wait begins anew.
    expect(pauses).toEqual([1, 1])
  })

  test('is asked for again under the same id when nothing of it arrived', async () => {
    const { chat, seen } = await serve((_, response) => response.destroy(), stream([start, finish]))
    expect(await collect(chat.send(input))).toEqual(['start', 'finish'])
    expect(seen.map(({ body }) => JSON.parse(body).client_message_id)).toEqual(['client-message-1', 'client-message-1'])
  })

  test('fails when the attempts are used up', async () => {
    const { chat, seen } = await serve((_, response) => response.destroy())
    await expect(collect(chat.send(input))).rejects.toMatchObject({ status: 0, code: 'OFFLINE' })
    expect(seen).toHaveLength(3)
  })

  test('waits for a server that is busy, but not for one that refuses', async () => {
    const busy = await serve(json({ error: true, code: 'UNAVAILABLE', message: 'Later', details: {} }, 503), stream([start, finish]))
    expect(await collect(busy.chat.send(input))).toEqual(['start', 'finish'])
    const refused = await serve(
      json({ error: true, code: 'RATE_LIMIT_EXCEEDED', message: 'Slow down', details: { a: 'b' } }, 429, { 'retry-after': '17' }),
    )
    const error = await collect(refused.chat.send(input)).catch(error => error)
    expect(error).toBeInstanceOf(ChatError)
    expect(error).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED', message: 'Slow down', details: { a: 'b' }, retryAfter: 17 })
    expect(refused.seen).toHaveLength(1)
  })

  test('ends when the caller aborts, without another attempt', async () => {
    const { chat, seen } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`id: e1\ndata: ${JSON.stringify(start)}\n\n`)
    })
    const controller = new AbortController()
    const types: string[] = []
    await expect(async () => {
      for await (const part of chat.send(input, controller.signal)) {
        types.push(part.type)
        controller.abort()
      }
    }).rejects.toThrow('abort')
    expect(types).toEqual(['start'])
    expect(seen).toHaveLength(1)
  })
})

test('an answer that is no error of the API still says its status', async () => {
  const { chat } = await serve((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'))
  await expect(chat.history('conv_1')).rejects.toMatchObject({ status: 502, code: 'INTERNAL_ERROR' })
})

test('a server that cannot be reached is said to be offline', async () => {
  const chat = createChat({ baseUrl: 'http://127.0.0.1:1', agentId: 'agent_1' })
  await expect(chat.config()).rejects.toMatchObject({ status: 0, code: 'OFFLINE' })
})
