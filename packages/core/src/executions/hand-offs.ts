import type { MessagePart } from '@craveva/contract/parts'
import type { TurnResult } from '../engine/turn.ts'
import type { TurnWork } from './turn-ports.ts'
import type { WorkInput } from './work-input.ts'

/** That a person was asked for: what the visitor is told, in words and as a part. */
export interface AskedPerson {
  readonly text: string
  readonly part: MessagePart & { readonly type: 'handoff' }
}

/** The rules by which a turn gives its conversation to a person. Null when none applies. */
export interface HandOffs {
  /** Instead of an answer. */
  beforeTurn(work: TurnWork, input: WorkInput): Promise<AskedPerson | null>
  /** After an answer, before it is stored. */
  afterTurn(work: TurnWork, input: WorkInput, result: TurnResult): Promise<AskedPerson | null>
}
