import type { ShownPart, Tool, ToolCall } from './tool.ts'
import { ToolError } from './tool-error.ts'
import { wantsPerson } from './wants-person.ts'

/** Asks for a person to take a conversation over; gives what the visitor is to see. Throws ToolError when nobody can. */
export type RequestHandOff = (
  call: Pick<ToolCall, 'companyId' | 'agentId' | 'executionId'> & {
    readonly conversationId: string
    /** BCP 47 of what the visitor is told; null: as the conversation is held. */
    readonly language: string | null
  },
  reason: string,
  why: 'agent' | 'claim',
) => Promise<ShownPart & { type: 'handoff' }>

/** Lets the agent pass the conversation on to a person. */
export const handOff = (requestHandOff: RequestHandOff): Tool => ({
  name: 'hand_off',
  description: 'Passes the conversation on to a person of the company. Use it when the visitor asks for one, or when you cannot help.',
  parameters: {
    type: 'object',
    properties: {
      reason: { type: 'string', maxLength: 500, description: 'What it is about, for the person' },
      language: { type: 'string', maxLength: 35, description: 'BCP 47 language of the visitor' },
    },
    required: ['reason'],
    additionalProperties: false,
  },
  effect: 'visitor',
  isAskedFor: wantsPerson,
  async run({ reason, language }, { conversationId, ...call }) {
    if (!conversationId) throw new ToolError('There is no conversation that could be passed on.')
    const part = await requestHandOff(
      { ...call, conversationId, language: typeof language === 'string' ? language : null },
      String(reason),
      'agent',
    )
    return {
      content: 'A person has been asked to take over, and the visitor was told so. Say nothing more than a short farewell.',
      receipts: [],
      parts: [part],
      trusted: true,
    }
  },
})
