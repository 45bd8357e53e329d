import type { Usage } from '@craveva/contract/parts'

/** What one event of the stream, or one whole JSON answer, says. */
export interface WireEvent {
  readonly text: string
  readonly toolCalls: readonly WireToolCall[]
  readonly finishReason: string | null
  readonly usage: Usage | null
  readonly error: WireError | null
}

/** A piece of a tool's call: the first one of an index names it, those after it go on with its arguments. */
export interface WireToolCall {
  /** Null where a server sends none, as for calls that come whole. */
  readonly index: number | null
  readonly id: string
  readonly name: string
  readonly arguments: string
}

export interface WireError {
  readonly message: string
  /** `code` or `type` of the error, whichever is there; gateways send HTTP status codes as numbers. */
  readonly code: string
  readonly status: number | null
}

/** Reads what is there and passes over what is not known: servers of this wire differ in everything but the names. */
export function readWireEvent(value: unknown): WireEvent {
  const event = asObject(value)
  const choice = asObject(Array.isArray(event?.choices) ? event.choices[0] : null)
  // A stream has `delta`, a whole answer `message`; a refusal is an answer too.
  const said = asObject(choice?.delta) ?? asObject(choice?.message)
  return {
    text: asText(said?.content) || asText(said?.refusal) || asText(choice?.text),
    toolCalls: Array.isArray(said?.tool_calls) ? said.tool_calls.map(readToolCall) : [],
    finishReason: asText(choice?.finish_reason) || null,
    usage: readUsage(event?.usage),
    error: event?.error ? readWireError(event) : null,
  }
}

/** The error in `{error: {message, type, code}}`, `{error: "…"}`, `{message}` or `{detail}`; null when there is none. */
export function readWireError(value: unknown): WireError | null {
  const body = asObject(value)
  const error = asObject(body?.error)
  const message = asText(error?.message) || asText(body?.error) || asText(body?.message) || asText(body?.detail)
  const code = error?.code ?? error?.type
  if (!error && !message) return null
  return { message, code: asText(code) || asText(error?.type), status: typeof code === 'number' ? code : null }
}

function readToolCall(value: unknown): WireToolCall {
  const call = asObject(value)
  const called = asObject(call?.function)
  const args = called?.arguments
  return {
    index: asCount(call?.index),
    id: asText(call?.id),
    name: asText(called?.name),
    // Some servers send the arguments as an object instead of as text.
    arguments: typeof args === 'object' && args !== null ? JSON.stringify(args) : asText(args),
  }
}

function readUsage(value: unknown): Usage | null {
  const usage = asObject(value)
  const input = asCount(usage?.prompt_tokens)
  const output = asCount(usage?.completion_tokens)
  return input === null || output === null ? null : { input_tokens: input, output_tokens: output }
}

const asObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null

const asText = (value: unknown) => (typeof value === 'string' ? value : '')

const asCount = (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null)
