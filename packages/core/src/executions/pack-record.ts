import type { Citation } from '@craveva/contract/parts'
import type { ExecutionStep } from '@craveva/contract/steps'
import { toJson } from '../db/to-json.ts'
import { passagesText } from '../engine/prompt.ts'
import type { TurnInput, TurnResult } from '../engine/turn.ts'
import type { Evidence, ModelMessage } from '../models/model.ts'
import type { ExecutionRecord, PackedPrompt, RecordedEvidence, RecordedStep } from './execution-record.ts'
import type { Tape } from './tape.ts'

/** Characters of a record. One that would be longer is kept in short: its steps can be read, but it cannot be replayed. */
const longestRecord = 400_000
/** Characters of what a step of such a record tells. */
const shortText = 2000

/** What is kept of a turn beside its result, as JSON: each text once, and nothing that the execution's own columns hold. */
export function packRecord(input: TurnInput, tape: Tape, { steps, citations }: Pick<TurnResult, 'steps' | 'citations'>): string {
  const { agentName, model, dataSourceIds, history, outlet, askedApprovals, approvedTools, output } = input
  const messages: ModelMessage[] = [...history]
  const systems: string[] = []
  const packedSteps = steps.map(step => packStep(step, { messages, systems, passages: passagesText(tape.evidence) }))
  const record: ExecutionRecord = {
    version: 1,
    inConversation: tape.inConversation,
    input: {
      agentName,
      model,
      dataSourceIds,
      history: history.length,
      ...(outlet === undefined ? {} : { outlet }),
      ...(askedApprovals === undefined ? {} : { askedApprovals }),
      ...(approvedTools === undefined ? {} : { approvedTools }),
      ...(output === undefined ? {} : { output }),
    },
    messages,
    evidence: tape.evidence.map((passage, index) => packEvidence(passage, citations[index])),
    systems,
    models: tape.models,
    replies: tape.replies,
    tools: tape.tools,
    toolAnswers: tape.toolAnswers,
    ...(tape.earlier ? { earlier: tape.earlier } : {}),
    ...(tape.handedOff ? { handedOff: tape.handedOff } : {}),
    steps: packedSteps,
  }
  const text = toJson(record)
  return text.length <= longestRecord ? text : toJson(inShort(record))
}

function packEvidence(passage: Evidence, citation: Citation | undefined): RecordedEvidence {
  if (citation?.excerpt !== passage.body || citation.title !== passage.title || citation.score !== passage.score) return passage
  const { body: _body, title: _title, url: _url, dataSourceId: _source, documentId: _document, score: _score, ...rest } = passage
  return rest
}

interface Shared {
  readonly messages: ModelMessage[]
  readonly systems: string[]
  /** How a prompt ends that holds the passages. */
  readonly passages: string
}

function packStep(step: ExecutionStep, { messages, systems, passages }: Shared): RecordedStep {
  const { input } = step
  if (step.kind === 'tool' || !isPrompt(input)) return { ...step, kind: 'tool', input }
  const hasPassages = input.system.endsWith(passages)
  const prompt: PackedPrompt = {
    system: placeIn(systems, hasPassages ? input.system.slice(0, -passages.length) : input.system),
    passages: hasPassages,
    messages: input.messages.map(message => placeIn(messages, message)),
    tools: input.tools,
  }
  return { ...step, kind: 'model', input: prompt }
}

interface Prompt {
  readonly system: string
  readonly messages: readonly ModelMessage[]
  readonly tools: unknown
}

const isPrompt = (input: unknown): input is Prompt =>
  typeof input === 'object' && input !== null && 'system' in input && typeof input.system === 'string' && 'messages' in input

/** The engine hands the same objects on from step to step. */
function placeIn<T>(list: T[], item: T) {
  const at = list.indexOf(item)
  return at >= 0 ? at : list.push(item) - 1
}

const inShort = (record: ExecutionRecord): ExecutionRecord => ({
  ...record,
  truncated: true,
  messages: [],
  evidence: [],
  systems: [],
  replies: [],
  tools: null,
  toolAnswers: [],
  steps: record.steps.slice(0, 50).map(step => ({ ...step, kind: 'tool', input: null, output: shorten(step.output) })),
})

const shorten = (value: unknown) => (JSON.stringify(value) ?? '').slice(0, shortText)

/** The steps of a record as they were, with the prompts that the models got. */
export function unpackSteps(record: ExecutionRecord, evidence: readonly Evidence[]): ExecutionStep[] {
  const passages = passagesText(evidence)
  return record.steps.map(step => {
    if (step.kind !== 'model' || record.truncated) return step
    const { system, passages: hasPassages, messages, tools } = step.input
    return {
      ...step,
      input: {
        system: `${record.systems[system] ?? ''}${hasPassages ? passages : ''}`,
        messages: messages.map(place => record.messages[place] ?? null),
        tools,
      },
    }
  })
}
