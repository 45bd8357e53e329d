import { defaultConfig } from '../../agents/agent-config.ts'
import { builtinModel } from '../../models/builtin/builtin-model.ts'
import type { Model } from '../../models/model.ts'
import { checkSchema } from '../../tools/check-schema.ts'
import type { TurnInput, TurnPorts, TurnTool } from '../turn.ts'

interface TestTurn {
  readonly model: Model
  /** As the provider knows it. */
  readonly name?: string
  /** Names of tools that answer nothing of interest. */
  readonly tools?: readonly string[]
}

/** A turn over a model, without anything around it. */
export function testTurn({ model, name = 'test', tools = [] }: TestTurn): { readonly input: TurnInput; readonly ports: TurnPorts } {
  return {
    input: {
      agentName: 'Helper',
      config: { ...defaultConfig('custom'), limits: { steps: 3, seconds: 60, tokens: 100_000, credits: null } },
      dataSourceIds: [],
      model: 'test/model',
      question: 'What do returns cost?',
      history: [],
    },
    ports: {
      retrieve: async () => [],
      resolveModel: () => ({ model, name, fallbackReason: null }),
      builtin: builtinModel,
      creditsFor: () => 0,
      checkSchema: async (schema, value) => checkSchema(schema, value),
      handOff: null,
      earlier: null,
      inConversation: false,
      tools: tools.length > 0 ? async () => tools.map(idleTool) : null,
      signal: new AbortController().signal,
      monotonicNow: () => performance.now(),
      wait: async () => {},
    },
  }
}

const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] }

const idleTool = (name: string): TurnTool => ({
  name,
  description: name,
  parameters,
  effect: 'read',
  check: args => checkSchema(parameters, args),
  run: async () => ({ content: 'Nothing is known.', receipts: [], parts: [], trusted: true, failed: false }),
})
