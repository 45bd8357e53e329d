import type { FinishReason } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, ModelMessage, ModelRequest } from '../models/model.ts'
import type { ResolvedModel } from '../models/model-catalogue.ts'
import type { ShownPart } from '../tools/tool.ts'
import type { Account } from './account.ts'
import { createApprovals } from './approvals.ts'
import { type Answered, askWithFallback } from './ask-with-fallback.ts'
import { callTools } from './call-tools.ts'
import { createClaimGate, type Unsupported } from './claims/claim-gate.ts'
import { evidenceTexts } from './evidence-texts.ts'
import { fitHistory, historyBudget } from './fit-history.ts'
import { blockedTopic } from './guardrails/blocked-topic.ts'
import { mask } from './guardrails/mask.ts'
import { buildRequest } from './prompt.ts'
import { readOutput } from './read-output.ts'
import type { TurnInput, TurnPorts, TurnTool } from './turn.ts'

export interface StepsResult {
  readonly said: readonly string[]
  readonly parts: readonly ShownPart[]
  readonly answered: Answered
  readonly reason: FinishReason
  readonly unsupported: readonly Unsupported[]
  /** What is wrong with the JSON that was asked for; empty when nothing is, or none was. */
  readonly outputProblems: readonly string[]
}

interface Around {
  readonly account: Account
  readonly evidence: readonly Evidence[]
  readonly tools: readonly TurnTool[]
  readonly summary: string
  /** Aborted when the turn is, or its time is up. */
  readonly signal: AbortSignal
}

/** Asks the model, runs the tools it asks for, and asks again, until there is an answer or a limit is reached. */
export async function* turnSteps(input: TurnInput, ports: TurnPorts, around: Around): AsyncGenerator<StreamPart, StepsResult> {
  const { account, evidence, tools, summary, signal } = around
  const { limits, guardrails, language } = input.config
  const approvals = createApprovals(input, evidence.length > 0 || input.history.some(({ role }) => role === 'assistant'))
  const said: string[] = []
  const parts: ShownPart[] = []
  const rounds: ModelMessage[] = []
  const unsupported: Unsupported[] = []
  const heard: string[] = []
  let texts: string[] | null = null
  let repairs = input.output ? 1 : 0

  const known = () => {
    texts ??= evidenceTexts(input, evidence)
    texts.push(...heard.splice(0))
    return texts
  }
  const forbids = guardrails.blocked_topics.length > 0 ? (text: string) => blockedTopic(text, guardrails.blocked_topics) !== null : null
  const newGate = () =>
    input.output || (guardrails.claims === 'off' && !forbids)
      ? null
      : createClaimGate({ evidence: known, claims: guardrails.claims, forbids, language })
  const question: ModelMessage = { role: 'user', content: input.question }
  const conceal = concealer(guardrails.mask)

  for (let step = 1; ; step++) {
    const { usage } = account
    const spent = limits.credits !== null && ports.creditsFor(input.model, usage) >= limits.credits
    const isLast = step >= limits.steps || spent || usage.input_tokens + usage.output_tokens >= limits.tokens || signal.aborted
    // Out of time it may still say what it knows; the model has limits of its own.
    const asking = isLast ? ports.signal : signal
    const requestFor = ({ name, contextTokens = null }: ResolvedModel, forBuiltin: boolean): ModelRequest => {
      const conversation = [...fitHistory(input.history, historyBudget(contextTokens)).kept, question]
      const base = { model: name, evidence, signal: asking, rounds, tools, mayCall: !isLast }
      // What builtin reads does not leave this program.
      if (forBuiltin) return buildRequest(input, { ...base, conversation })
      return buildRequest(input, { ...base, conversation: conversation.map(conceal), summary })
    }
    const answered = yield* askWithFallback({ input, ports, account, evidence, newGate, hold: input.output !== undefined, requestFor })
    const { attempt } = answered
    unsupported.push(...attempt.unsupported)
    const ended = attempt.error !== null || asking.aborted
    const ranOut = !isLast && signal.aborted && !ports.signal.aborted
    if (ranOut && !attempt.shown && !attempt.error) continue
    if (!ended && attempt.toolCalls.length > 0 && !isLast) {
      if (attempt.text !== '' && !input.output) said.push(attempt.text)
      const round = yield* callTools(attempt.toolCalls, { tools, approvals, account, signal, monotonicNow: ports.monotonicNow, step })
      if (!round.trusted) approvals.readUntrusted()
      parts.push(...round.parts)
      heard.push(...round.messages.map(({ content }) => content))
      rounds.push({ role: 'assistant', content: attempt.text, toolCalls: attempt.toolCalls }, ...round.messages)
      if (!ports.signal.aborted) continue
    }
    if (input.output && !ended) {
      const problems = await checkOutput(input.output, answered, ports)
      if (problems.length > 0 && repairs-- > 0 && !isLast && answered.modelUsed !== 'builtin') {
        rounds.push({ role: 'assistant', content: attempt.text }, { role: 'user', content: repair(problems) })
        continue
      }
      if (problems.length > 0) return { said: [], parts, answered, reason: 'error', unsupported, outputProblems: problems }
      const { text } = readOutput(attempt.text) ?? { text: '' }
      yield { type: 'text-start' }
      yield { type: 'text-delta', text }
      yield { type: 'text-end' }
      said.push(text)
    } else if (attempt.text !== '' && attempt.toolCalls.length === 0) said.push(attempt.text)
    else if (attempt.text !== '' && isLast) said.push(attempt.text)
    const reason = isLast && step > 1 && attempt.reason === 'stop' ? 'tool_limit' : attempt.reason
    return { said, parts, answered, reason, unsupported, outputProblems: [] }
  }
}

/** Takes personal data out of messages; each is one object from step to step, as records of turns rely on. */
function concealer(kinds: TurnInput['config']['guardrails']['mask']) {
  const concealed = new Map<ModelMessage, ModelMessage>()
  return (message: ModelMessage): ModelMessage => {
    const known = concealed.get(message)
    if (known) return known
    const content = mask(message.content, kinds)
    const result = content === message.content ? message : { ...message, content }
    concealed.set(message, result)
    return result
  }
}

/** What is wrong with an answer that was to be JSON. `builtin` cannot write it, so its words are put into an object. */
async function checkOutput({ schema }: NonNullable<TurnInput['output']>, { attempt, modelUsed }: Answered, { checkSchema }: TurnPorts) {
  if (modelUsed === 'builtin') attempt.text = JSON.stringify({ answer: attempt.text, declined: attempt.declined })
  const read = readOutput(attempt.text)
  if (!read) return ['it is no JSON']
  return schema ? checkSchema(schema, read.value) : []
}

const repair = (problems: readonly string[]) => `That does not fit: ${problems.join('; ')}. Answer again with the corrected JSON alone.`
