import type { StreamPart } from '@craveva/contract/stream'
import type { ModelMessage, ModelToolCall } from '../models/model.ts'
import type { ShownPart } from '../tools/tool.ts'
import type { Account } from './account.ts'
import type { Approvals } from './approvals.ts'
import type { ToolOutcome, TurnTool } from './turn.ts'

/** What the tools of one step came to. */
export interface ToolRound {
  readonly messages: readonly ModelMessage[]
  readonly parts: readonly ShownPart[]
  /** Whether all of it is the company's own word. */
  readonly trusted: boolean
}

interface Around {
  readonly tools: readonly TurnTool[]
  readonly approvals: Approvals
  readonly account: Account
  readonly signal: AbortSignal
  readonly monotonicNow: () => number
  /** Tells calls of different steps apart. */
  readonly step: number
}

type Planned = { readonly call: ModelToolCall; readonly args: unknown } & (
  | { readonly tool: TurnTool; readonly refusal: null }
  | { readonly tool: TurnTool | null; readonly refusal: string; readonly asks?: ShownPart }
)

/** The most calls of one step; what a model asks beyond is refused. */
const mostCalls = 16

/** Checks what a model asks for and runs what may be run, all at once. Every call is answered, those that are refused with the reason. */
export async function* callTools(calls: readonly ModelToolCall[], around: Around): AsyncGenerator<StreamPart, ToolRound> {
  const planned = calls.map((call, index) => plan(call, index, around))
  for (const { tool, refusal } of planned) if (refusal === null) yield { type: 'tool', name: tool.name, state: 'running' }
  const outcomes = await Promise.all(planned.map((entry, index) => runPlanned(entry, index, around)))
  const parts: ShownPart[] = []
  for (const [index, outcome] of outcomes.entries()) {
    const entry = planned[index]
    if (!entry?.tool) continue
    const state = entry.refusal !== null ? 'refused' : outcome.failed ? 'failed' : 'done'
    parts.push({ type: 'tool', name: entry.tool.name, state })
    if (entry.refusal !== null && entry.asks) parts.push(entry.asks)
    parts.push(...outcome.receipts.map(receipt => ({ type: 'receipt' as const, ...receipt })), ...outcome.parts)
  }
  for (const part of parts) if (part.type !== 'citation') yield part
  return {
    messages: calls.map((call, index) => toMessage(call, outcomes[index])),
    parts,
    trusted: outcomes.every(({ trusted }) => trusted),
  }
}

const toMessage = ({ id, name }: ModelToolCall, outcome: ToolOutcome | undefined): ModelMessage => ({
  role: 'tool',
  callId: id,
  toolName: name,
  content: outcome?.content ?? '',
  ...(outcome?.outcome === undefined ? {} : { outcome: outcome.outcome }),
})

function plan(call: ModelToolCall, index: number, { tools, approvals }: Around): Planned {
  const tool = tools.find(({ name }) => name === call.name) ?? null
  const args = parse(call.arguments)
  if (!tool)
    return {
      call,
      args,
      tool,
      refusal: `There is no tool "${call.name.slice(0, 100)}". There are: ${tools.map(({ name }) => name).join(', ')}.`,
    }
  if (index >= mostCalls) return { call, args, tool, refusal: `Not more than ${mostCalls} calls at once.` }
  if (args === undefined) return { call, args, tool, refusal: 'The arguments are no JSON object.' }
  const problems = tool.check(args)
  if (problems.length > 0) return { call, args, tool, refusal: `The arguments do not fit: ${problems.join('; ')}.` }
  return { call, args, tool, ...approvals.judge(tool, args as Readonly<Record<string, unknown>>) }
}

async function runPlanned({ call, tool, args, refusal }: Planned, index: number, { account, signal, monotonicNow, step }: Around) {
  const startedAt = monotonicNow()
  const outcome =
    refusal === null ? await tool.run(args as Readonly<Record<string, unknown>>, `${step}.${index}`, signal) : refused(refusal)
  account.add({
    kind: 'tool',
    name: call.name.slice(0, 100),
    input: args ?? call.arguments,
    output: outcome.content,
    usage: null,
    ms: Math.round(monotonicNow() - startedAt),
    error: outcome.failed ? outcome.content : null,
  })
  return outcome
}

const refused = (reason: string): ToolOutcome => ({ content: `Error: ${reason}`, receipts: [], parts: [], trusted: true, failed: true })

/** The arguments as an object; undefined when they are none. No arguments at all are an empty object. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
