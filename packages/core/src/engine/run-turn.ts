import type { Citation, FinishReason } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import type { Evidence, ModelMessage } from '../models/model.ts'
import type { ShownPart } from '../tools/tool.ts'
import { createAccount } from './account.ts'
import { createApprovals } from './approvals.ts'
import { type Answered, askWithFallback } from './ask-with-fallback.ts'
import { callTools } from './call-tools.ts'
import { buildRequest } from './prompt.ts'
import { restsOn } from './rests-on.ts'
import type { TurnInput, TurnPorts, TurnResult, TurnStop, TurnTool } from './turn.ts'

/**
 * One turn, from the question to the end of the answer: retrieves, asks the model, calls the tools it asks for, streams what it says.
 * Never throws: whatever happens, parts come out in order, `finish` last, and the result accounts for the ending.
 */
export async function* runTurn(input: TurnInput, ports: TurnPorts): AsyncGenerator<StreamPart, TurnResult> {
  const startedAt = ports.monotonicNow()
  const account = createAccount()
  const evidence = await retrieveOrDegrade(input, ports)
  const tools = ports.tools ? await ports.tools().catch(() => noTools) : noTools
  const { limits } = input.config
  // Only tools make a turn long; a model alone has limits of its own.
  const deadline = tools.length > 0 ? AbortSignal.timeout(limits.seconds * 1000) : null
  const signal = deadline ? AbortSignal.any([ports.signal, deadline]) : ports.signal

  const approvals = createApprovals(input, evidence.length > 0 || input.history.some(({ role }) => role === 'assistant'))
  const said: string[] = []
  const parts: ShownPart[] = []
  const rounds: ModelMessage[] = []
  let answered: Answered
  let reason: FinishReason
  for (let step = 1; ; step++) {
    const { usage } = account
    const isLast = step >= limits.steps || usage.input_tokens + usage.output_tokens >= limits.tokens
    answered = yield* askWithFallback({
      input,
      ports,
      account,
      evidence,
      requestFor: (model, forBuiltin) =>
        buildRequest(input, { model, evidence, signal, ...(forBuiltin ? {} : { rounds, tools, mayCall: !isLast }) }),
    })
    const { attempt } = answered
    if (attempt.text !== '') said.push(attempt.text)
    reason = isLast && step > 1 && attempt.reason === 'stop' ? 'tool_limit' : attempt.reason
    if (attempt.error || signal.aborted || attempt.toolCalls.length === 0 || isLast) break
    const round = yield* callTools(attempt.toolCalls, { tools, approvals, account, signal, monotonicNow: ports.monotonicNow, step })
    if (!round.trusted) approvals.readUntrusted()
    parts.push(...round.parts)
    rounds.push({ role: 'assistant', content: attempt.text, toolCalls: attempt.toolCalls }, ...round.messages)
    if (signal.aborted) {
      reason = 'tool_limit'
      break
    }
  }

  const { attempt, modelUsed, ownKey, fallbackReason } = answered
  if (ports.signal.aborted) reason = ports.signal.reason as TurnStop
  const text = said.join('\n\n')
  const citations = toCitations(evidence, parts, { ...attempt, text })
  for (const citation of citations) if (citation.used) yield { type: 'citation', ...citation }
  const error = errorOf(answered, reason, text)
  if (error) yield { type: 'error', ...error }
  const { usage } = account
  yield { type: 'finish', reason, usage }
  return {
    text,
    parts: parts.filter(({ type }) => type !== 'citation'),
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

/** A source that fails degrades the answer, not the chat. */
async function retrieveOrDegrade({ question, history, dataSourceIds }: TurnInput, ports: TurnPorts): Promise<readonly Evidence[]> {
  if (dataSourceIds.length === 0) return []
  try {
    return await ports.retrieve(question, history)
  } catch {
    return []
  }
}

function errorOf({ attempt }: Answered, reason: FinishReason, text: string) {
  if (attempt.error) return { code: 'PROVIDER_ERROR', message: 'The answer broke off. Please try again.', retryable: true }
  if (reason === 'tool_limit' && text === '')
    return { code: 'LIMIT_REACHED', message: 'This took more steps than allowed. Please ask for less at once.', retryable: true }
  return null
}

/** What was found at the start, and what tools found later, best first. */
function toCitations(
  evidence: readonly Evidence[],
  parts: readonly ShownPart[],
  { usedChunkIds, text, declined }: Pick<Answered['attempt'], 'usedChunkIds' | 'text' | 'declined'>,
): Citation[] {
  const first = evidence.slice(0, 10).map(passage => ({
    data_source_id: passage.dataSourceId,
    document_id: passage.documentId,
    title: passage.title,
    heading: passage.headings.join(' › '),
    url: passage.url,
    excerpt: passage.body,
    score: passage.score,
    used: !declined && (usedChunkIds ? usedChunkIds.has(passage.chunkId) : restsOn(text, passage.body)),
  }))
  const known = new Set(first.map(({ excerpt }) => excerpt))
  const later = parts.flatMap(part => {
    if (part.type !== 'citation' || known.has(part.excerpt)) return []
    known.add(part.excerpt)
    const { type: _, ...citation } = part
    return [{ ...citation, used: !declined && restsOn(text, part.excerpt) }]
  })
  return [...first, ...later].slice(0, 20)
}
