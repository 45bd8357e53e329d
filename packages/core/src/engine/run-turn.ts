import type { FinishReason } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence } from '../models/model.ts'
import type { ShownPart } from '../tools/tool.ts'
import { createAccount } from './account.ts'
import type { Answered } from './ask-with-fallback.ts'
import { languageOf } from './claims/honest-sentence.ts'
import { blockedTopic } from './guardrails/blocked-topic.ts'
import { fixedSentences } from './guardrails/fixed-sentences.ts'
import { refuseTopic } from './refuse-topic.ts'
import { summariseLeft } from './summarise.ts'
import { toCitations } from './to-citations.ts'
import type { TurnInput, TurnPorts, TurnResult, TurnStop, TurnTool } from './turn.ts'
import { turnSteps } from './turn-steps.ts'

/**
 * One turn, from the question to the end of the answer: retrieves, asks the model, calls the tools it asks for, streams what it says.
 * Never throws: whatever happens, parts come out in order, `finish` last, and the result accounts for the ending.
 */
export async function* runTurn(input: TurnInput, ports: TurnPorts): AsyncGenerator<StreamPart, TurnResult> {
  const startedAt = ports.monotonicNow()
  const { limits, guardrails, language } = input.config
  const blocked = blockedTopic(input.question, guardrails.blocked_topics)
  if (blocked !== null) return yield* refuseTopic(input, blocked)

  const account = createAccount()
  const evidence = await retrieveOrDegrade(input, ports)
  const tools = ports.tools ? await ports.tools().catch(() => noTools) : noTools
  // Only tools make a turn long; a model alone has limits of its own.
  const deadline = tools.length > 0 ? AbortSignal.timeout(limits.seconds * 1000) : null
  const signal = deadline ? AbortSignal.any([ports.signal, deadline]) : ports.signal

  const opening = opens(input, ports) ? fixedSentences(language ?? languageOf(input.question)).disclosure : ''
  if (opening) yield* whole(opening)
  const summary = await summariseLeft(input, ports, account, signal)
  const steps = yield* turnSteps(input, ports, { account, evidence, tools, summary, signal })
  const { attempt, modelUsed, ownKey, fallbackReason } = steps.answered
  const reason = ports.signal.aborted ? (ports.signal.reason as TurnStop) : steps.reason

  const text = [...(opening ? [opening] : []), ...steps.said].join('\n\n')
  const parts: ShownPart[] = steps.parts.filter(({ type }) => type !== 'citation')
  if (steps.unsupported.length > 0 && guardrails.claims === 'block' && guardrails.on_unsupported === 'hand_off') {
    const handedOff = await ports.handOff?.().catch(() => null)
    if (handedOff && handedOff.type === 'handoff') {
      parts.push(handedOff)
      yield handedOff
    }
  }
  const citations = toCitations(evidence, steps.parts, { ...attempt, text })
  for (const citation of citations) if (citation.used) yield { type: 'citation', ...citation }
  const error = errorOf(steps.answered, reason, text, steps.outputProblems)
  if (error) yield { type: 'error', ...error }
  const { usage } = account
  yield { type: 'finish', reason, usage }
  return {
    text,
    parts,
    citations,
    usage,
    steps: account.steps,
    finishReason: reason,
    modelUsed,
    ownKey,
    fallbackReason,
    declined: attempt.declined,
    dataSourcesQueried: input.dataSourceIds,
    error,
    elapsedMs: Math.round(ports.monotonicNow() - startedAt),
  }
}

const noTools: readonly TurnTool[] = []

/** Whether this answer is the first of a conversation whose visitor is to be told that an AI answers. */
const opens = ({ config, history, output }: TurnInput, { inConversation }: TurnPorts) =>
  config.guardrails.disclose_ai && inConversation && !output && history.every(({ role }) => role !== 'assistant')

function* whole(text: string): Generator<StreamPart> {
  yield { type: 'text-start' }
  yield { type: 'text-delta', text }
  yield { type: 'text-end' }
}

/** A source that fails degrades the answer, not the chat. */
async function retrieveOrDegrade({ question, history }: TurnInput, ports: TurnPorts): Promise<readonly Evidence[]> {
  try {
    return await ports.retrieve(question, history)
  } catch {
    return []
  }
}

function errorOf({ attempt }: Answered, reason: FinishReason, text: string, outputProblems: readonly string[]) {
  if (attempt.error) return { code: 'PROVIDER_ERROR', message: 'The answer broke off. Please try again.', retryable: true }
  if (outputProblems.length > 0)
    return {
      code: 'OUTPUT_INVALID',
      message: `The model did not answer with the JSON that was asked for: ${outputProblems.join('; ')}.`,
      retryable: true,
    }
  if (reason === 'tool_limit' && text === '')
    return { code: 'LIMIT_REACHED', message: 'This took more steps than allowed. Please ask for less at once.', retryable: true }
  return null
}
