import type { ToolOutcome, TurnTool } from '../engine/turn.ts'
import type { Tool, ToolCall, ToolResult } from './tool.ts'
import { ToolError } from './tool-error.ts'

/** Milliseconds a tool may take; its own limits should be shorter. */
const longestMs = 30_000
/** Characters of a result that a model gets to read. */
const longestContent = 20_000

/** Says what is wrong with a value by a JSON Schema; empty when it fits. */
export type CheckSchema = (schema: Readonly<Record<string, unknown>>, value: unknown) => readonly string[]

/** Tools for one turn: bound to the one they work for, checked, and certain to end. */
export const bindTools = (
  tools: readonly Tool[],
  circumstances: Omit<ToolCall, 'callId' | 'signal'>,
  checkSchema: CheckSchema,
): readonly TurnTool[] =>
  tools.map(tool => ({
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    effect: tool.effect,
    tabular: tool.tabular ?? false,
    isAskedFor: message => tool.isAskedFor?.(message) ?? false,
    check: args => checkSchema(tool.parameters, args),
    run: (args, callId, signal) => runTool(tool, args, { ...circumstances, callId, signal }),
  }))

async function runTool(tool: Tool, args: Readonly<Record<string, unknown>>, call: ToolCall): Promise<ToolOutcome> {
  const stop = new AbortController()
  const late = new ToolError(`${tool.name} did not answer within ${longestMs / 1000} seconds.`)
  const timer = setTimeout(() => stop.abort(late), longestMs)
  const forward = () => stop.abort(new ToolError('The turn was stopped.'))
  call.signal.addEventListener('abort', forward, { once: true })
  if (call.signal.aborted) forward()
  try {
    const result = await Promise.race([tool.run(args, { ...call, signal: stop.signal }), abortion(stop.signal)])
    return { ...result, content: cut(result.content), failed: false }
  } catch (error) {
    // What a tool of ours throws unexpectedly may hold anything; only what was meant for the model reaches it.
    return failure(error instanceof ToolError ? error.message : `${tool.name} failed.`)
  } finally {
    clearTimeout(timer)
    call.signal.removeEventListener('abort', forward)
  }
}

const abortion = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const failure = (content: string): ToolOutcome => ({ content: `Error: ${content}`, receipts: [], parts: [], trusted: false, failed: true })

const cut = (content: ToolResult['content']) =>
  content.length > longestContent ? `${content.slice(0, longestContent).toWellFormed()}\n[The rest was cut off.]` : content
