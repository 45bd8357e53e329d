import type { EarlierInShort, TurnPorts, TurnTool } from '../engine/turn.ts'
import type { Evidence, Model, ModelPart } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import type { ShownPart } from '../tools/tool.ts'
import type { ModelReply, RecordedTool, ResolvedName, ToolAnswer } from './execution-record.ts'

/** What went through the ports of a turn. */
export interface Tape {
  readonly inConversation: boolean
  evidence: readonly Evidence[]
  readonly models: ResolvedName[]
  readonly replies: ModelReply[]
  tools: RecordedTool[] | null
  readonly toolAnswers: ToolAnswer[]
  /** What was kept of the conversation's beginning. */
  earlier: EarlierInShort | null
  /** What came of asking for a person. */
  handedOff: ShownPart | null
}

/** The same ports, and a tape of all that comes in through them. Costs a few objects a turn, and one look at each piece of text. */
export function recordPorts(ports: TurnPorts): { readonly ports: TurnPorts; readonly tape: Tape } {
  const tape: Tape = {
    inConversation: ports.inConversation,
    evidence: [],
    models: [],
    replies: [],
    tools: null,
    toolAnswers: [],
    earlier: null,
    handedOff: null,
  }
  const taped = new Map<Model, Model>()
  const record = (model: Model) => {
    const known = taped.get(model) ?? recordModel(model, tape)
    taped.set(model, known)
    return known
  }
  const builtin = record(ports.builtin)
  const { tools, handOff, earlier } = ports
  return {
    tape,
    ports: {
      ...ports,
      builtin,
      async retrieve(question, history) {
        tape.evidence = await ports.retrieve(question, history)
        return tape.evidence
      },
      resolveModel(asked) {
        const resolved = ports.resolveModel(asked)
        const model = record(resolved.model)
        const { name, fallbackReason, ownKey, contextTokens } = resolved
        tape.models.push({
          asked,
          name,
          isBuiltin: model === builtin,
          fallbackReason,
          ...(ownKey === undefined ? {} : { ownKey }),
          ...(contextTokens === undefined ? {} : { contextTokens }),
        })
        return { ...resolved, model }
      },
      earlier: earlier && {
        ...earlier,
        async find() {
          tape.earlier = await earlier.find()
          return tape.earlier
        },
      },
      handOff:
        handOff &&
        (async () => {
          tape.handedOff = await handOff()
          return tape.handedOff
        }),
      tools: tools && (async () => (await tools()).map(tool => recordTool(tool, tape))),
    },
  }
}

function recordModel(model: Model, { replies }: Tape): Model {
  return {
    ...model,
    provider: model.provider,
    stream(request) {
      const parts: ModelPart[] = []
      const reply: { parts: ModelPart[]; error?: NonNullable<ModelReply['error']> } = { parts }
      replies.push(reply)
      const inner = model.stream(request)[Symbol.asyncIterator]()
      const note = (result: IteratorResult<ModelPart>) => {
        if (result.done) return result
        const { value } = result
        const last = parts.at(-1)
        if (value.type === 'text' && last?.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + value.text }
        else parts.push(value)
        return result
      }
      const fail = (error: unknown): never => {
        const { kind, message, retryAfterMs } =
          error instanceof ModelError ? error : new ModelError('server_error', 'The model failed unexpectedly.')
        reply.error = { kind, message, retryAfterMs }
        throw error
      }
      return {
        [Symbol.asyncIterator]: () => ({
          next: () => inner.next().then(note, fail),
          return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
        }),
      }
    },
  }
}

function recordTool(tool: TurnTool, tape: Tape): TurnTool {
  const { name, description, parameters, effect } = tool
  const misfits: Record<string, readonly string[]> = {}
  tape.tools ??= []
  tape.tools.push({ name, description, parameters, effect, misfits })
  return {
    ...tool,
    check(args) {
      const problems = tool.check(args)
      if (problems.length > 0) misfits[JSON.stringify(args)] = problems
      return problems
    },
    async run(args, callId, signal) {
      const outcome = await tool.run(args, callId, signal)
      tape.toolAnswers.push({ callId, name, outcome })
      return outcome
    },
  }
}
