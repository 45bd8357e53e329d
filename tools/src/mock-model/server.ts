import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChatRequest, readChatRequest } from './chat-request.ts'
import { chooseScript } from './choose-script.ts'
import { echoAnswer } from './echo.ts'
import { callCompletionFor, callFramesFor, completionFor, framesFor, type NumberedCall } from './frames.ts'
import { defaultScript, type Script } from './script.ts'
import { answerStatusFault } from './status-faults.ts'
import { streamFaultNamed } from './stream-faults.ts'

export interface MockModelStats {
  requests: number
  /** Answers being written now. */
  active: number
  completed: number
  /** Answers the caller hung up on before their end, faults of our own included. */
  aborted: number
}

export interface MockModel {
  /** Base URL as one gives it to a client, with `/v1`. */
  readonly url: string
  readonly stats: Readonly<MockModelStats>
  /** The last 50 requests, oldest first. */
  readonly requests: readonly ChatRequest[]
  close(): Promise<void>
}

export interface MockModelOptions {
  readonly port?: number
  readonly host?: string
  /** For requests that name no script. */
  readonly script?: Script
  /** Decides in code; undefined leaves it to the model name, the question and `script`. */
  readonly respond?: (request: ChatRequest) => Script | undefined
}

interface State {
  readonly options: MockModelOptions
  readonly stats: MockModelStats
  readonly requests: ChatRequest[]
  /** How often a script with `times` has failed already. */
  readonly faults: Map<string, number>
}

const longestHistory = 50

/** Starts a scripted server of the OpenAI chat-completions wire. `GET /stats` tells what it has seen. */
export async function startMockModel(options: MockModelOptions = {}): Promise<MockModel> {
  const state: State = { options, stats: { requests: 0, active: 0, completed: 0, aborted: 0 }, requests: [], faults: new Map() }
  const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
    handle(state, request, response).catch(error => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: { message: `The mock failed: ${error}` } })
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', 4096, resolve)
  })
  const { address, port } = server.address() as AddressInfo
  return {
    url: `http://${address}:${port}/v1`,
    stats: state.stats,
    requests: state.requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '/'
  if (path === '/stats') return sendJson(response, 200, state.stats)
  if (path === '/v1/models') return sendJson(response, 200, { object: 'list', data: [{ id: 'mock', object: 'model' }] })
  if (path !== '/v1/chat/completions' || request.method !== 'POST') {
    return sendJson(response, 404, { error: { message: `There is no ${request.method} ${path} here` } })
  }
  const chat = readChatRequest(await readText(request))
  if (!chat) return sendJson(response, 400, { error: { message: 'Send a JSON object with model and messages' } })
  remember(state, chat)
  state.stats.active++
  response.once('close', () => {
    state.stats.active--
    if (response.writableFinished) state.stats.completed++
    else state.stats.aborted++
  })
  try {
    await answer(chat, withoutSpentFault(state, chat, state.options.respond?.(chat) ?? chooseScript(chat, ownScript(state))), response)
  } catch (error) {
    sendJson(response, 400, { error: { message: String(error) } })
  }
}

const ownScript = ({ options }: State) => options.script ?? defaultScript

function remember(state: State, chat: ChatRequest) {
  state.stats.requests++
  state.requests.push(chat)
  if (state.requests.length > longestHistory) state.requests.shift()
}

function withoutSpentFault(state: State, chat: ChatRequest, script: Script): Script {
  if (!script.fault || script.times === 0) return script
  const key = `${chat.model}\n${JSON.stringify(script)}`
  const failed = state.faults.get(key) ?? 0
  if (failed >= script.times) return { ...script, fault: null }
  state.faults.set(key, failed + 1)
  return script
}

async function answer(chat: ChatRequest, script: Script, response: ServerResponse) {
  if (script.firstMs > 0) await sleep(script.firstMs)
  if (response.destroyed || script.fault === 'hang') return
  if (script.fault === 'reset') return response.socket?.resetAndDestroy()
  if (answerStatusFault(script, response)) return
  const call = script.calls[chat.toolResults.length]
  if (call) return answerCall(chat, { ...call, id: `call_${chat.toolResults.length + 1}` }, response)
  const told = script.tellsTool ? chat.toolResults.at(-1) : undefined
  const text = told ?? script.text ?? echoAnswer(chat.context, chat.question)
  if (!chat.stream || script.json) return sendJson(response, 200, completionFor(chat, script, text))
  await streamAnswer(chat, script, text, response)
}

function answerCall(chat: ChatRequest, call: NumberedCall, response: ServerResponse) {
  if (!chat.stream) return sendJson(response, 200, callCompletionFor(chat, call))
  response
    .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    .end(Buffer.concat(callFramesFor(chat, call)))
}

async function streamAnswer(chat: ChatRequest, script: Script, text: string, response: ServerResponse) {
  const { events, done } = framesFor(chat, script, text)
  const fault = streamFaultNamed(script.fault)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  if (!fault && script.gapMs === 0) return response.end(Buffer.concat([...events, done]))
  const whole = fault ? Math.min(script.at, events.length) : events.length
  for (const frame of events.slice(0, whole)) {
    response.write(frame)
    if (script.gapMs > 0) await sleep(script.gapMs)
    if (response.destroyed) return
  }
  if (fault) return fault(response, { events: events.slice(whole), done }, script.gapMs)
  response.end(done)
}

function sendJson(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function readText(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
