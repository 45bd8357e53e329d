import type { ToolOutcome, TurnPorts, TurnTool } from '../engine/turn.ts'
import type { Evidence, Model } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import { loadSchemaCheck } from '../tools/load-schema-check.ts'
import type { ExecutionRecord } from './execution-record.ts'

/** Ports through which nothing comes but what was recorded, in its order: the turn runs to the same end, at no cost and without the world. */
export function replayPorts(record: ExecutionRecord, evidence: readonly Evidence[], signal: AbortSignal): TurnPorts {
  const replies = [...record.replies]
  const { handedOff } = record
  let clock = 0
  const replayed = (provider: string): Model => ({
    provider,
    async *stream() {
      const reply = replies.shift()
      if (!reply) throw new ModelError('bad_request', 'The record holds no further reply.')
      yield* reply.parts
      if (reply.error) throw new ModelError(reply.error.kind, reply.error.message, { retryAfterMs: reply.error.retryAfterMs })
    },
  })
  const builtin = replayed('builtin')
  const recorded = replayed('recorded')
  return {
    retrieve: async () => evidence,
    resolveModel(asked) {
      const known = record.models.find(model => model.asked === asked)
      if (!known) return { model: builtin, name: 'builtin', fallbackReason: `The record knows no model "${asked}".` }
      const { name, isBuiltin, fallbackReason, ownKey, contextTokens = null } = known
      return { model: isBuiltin ? builtin : recorded, name, fallbackReason, contextTokens, ...(ownKey === undefined ? {} : { ownKey }) }
    },
    builtin,
    creditsFor: () => 0,
    checkSchema: async (schema, value) => (await loadSchemaCheck())(schema, value),
    // Nobody is called for a second time.
    earlier: { find: async () => record.earlier ?? null, keep: async () => {} },
    handOff: handedOff ? async () => handedOff : null,
    inConversation: record.inConversation ?? false,
    tools: record.tools && (async () => recordedTools(record)),
    signal,
    monotonicNow: () => clock++,
    wait: async () => {},
  }
}

const recordedTools = ({ tools, toolAnswers }: ExecutionRecord): TurnTool[] =>
  (tools ?? []).map(({ misfits, ...tool }) => ({
    ...tool,
    check: args => misfits[JSON.stringify(args)] ?? [],
    run: async (_args, callId) => toolAnswers.find(answer => answer.callId === callId && answer.name === tool.name)?.outcome ?? noAnswer,
  }))

const noAnswer: ToolOutcome = {
  content: 'Error: The record holds no answer to this call.',
  receipts: [],
  parts: [],
  trusted: true,
  failed: true,
}
