import type { HandOffReason } from '@craveva/contract/conversations'
import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import type { HandOffs } from '../executions/hand-offs.ts'
import type { RequestHandOff } from '../tools/hand-off.ts'
import { ToolError } from '../tools/tool-error.ts'
import { wantsPerson } from '../tools/wants-person.ts'
import { declinedInRow } from './handling.store.ts'
import { noteForOperators } from './note-for-operators.ts'
import { requestHandOff } from './request-hand-off.ts'

type Needs = Pick<Services, 'pool' | 'now'>

/** How the agent's tool asks for a person, with what it is about as a note for them. */
export const handOffTool =
  ({ pool, now }: Needs): RequestHandOff =>
  ({ companyId, conversationId, agentId, language }, reason, why) =>
    inCompany(pool, companyId, async db => {
      const target = { companyId, conversationId, language, now: now() }
      const asked = await requestHandOff(db, target, why, { tell: 'when closed' })
      if (!asked) throw new ToolError('The conversation is gone.')
      if (asked.text) await noteForOperators(db, { companyId, conversationId, agentId, text: reason, now: now() })
      return { type: 'handoff', ...asked.handoff }
    })

/** The rules by which a conversation is given to a person without the model: its words before, and its not knowing after. */
export function handOffRules({ pool, now }: Needs): HandOffs {
  const ask = (companyId: string, conversationId: string, language: string | null, message: string | null, reason: HandOffReason) =>
    inCompany(pool, companyId, async db => {
      const asked = await requestHandOff(db, { companyId, conversationId, language, message, now: now() }, reason, { tell: 'never' })
      return asked?.text ? { text: asked.text, part: { type: 'handoff' as const, ...asked.handoff } } : null
    })
  return {
    async beforeTurn(work, { config, question }) {
      const { enabled, on_request, keywords, message } = config.handoff
      if (!enabled || !work.conversationId) return null
      const reason = keywords.some(word => holds(question, word)) ? 'keyword' : on_request && wantsPerson(question) ? 'request' : null
      return reason && ask(work.companyId, work.conversationId, config.language, message, reason)
    },
    async afterTurn(work, { config }, { declined }) {
      const { enabled, after_unknown, message } = config.handoff
      const { companyId, conversationId } = work
      if (!enabled || after_unknown === null || !conversationId || !declined) return null
      // The answer at hand is not stored yet.
      const before = await inCompany(pool, companyId, db => declinedInRow(db, companyId, conversationId, after_unknown - 1))
      return before < after_unknown - 1 ? null : ask(companyId, conversationId, config.language, message, 'unknown')
    },
  }
}

/** Whether a text has these words, as words, whatever their case. */
const holds = (text: string, words: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(text)
