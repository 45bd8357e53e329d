import type { MessagePart } from '@craveva/contract/parts'
import type { TurnResult } from '../engine/turn.ts'

/** The parts of the message that a turn leaves behind. */
export function messageParts({ text, parts, citations, error, finishReason }: TurnResult): MessagePart[] {
  return [
    ...(text ? [{ type: 'text' as const, text }] : []),
    ...parts,
    ...citations.filter(({ used }) => used).map(citation => ({ type: 'citation' as const, ...citation })),
    ...(error ? [{ type: 'error' as const, ...error }] : []),
    ...(finishReason === 'interrupted' ? [{ type: 'error' as const, ...interruption }] : []),
  ]
}

const interruption = { code: 'INTERRUPTED', message: 'The answer was interrupted. Please ask again.', retryable: true }
