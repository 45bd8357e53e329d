import type { ShownPart } from '../tools/tool.ts'
import { isConsent } from './is-consent.ts'
import type { AskedApproval, TurnInput, TurnTool } from './turn.ts'

/** Whether a call may be run; if not, why, and what the visitor is asked. */
export type Judgement = { readonly refusal: null } | { readonly refusal: string; readonly asks?: ShownPart }

/** Decides which tools may do something, once text that anybody may have written was read. */
export interface Approvals {
  judge(tool: Pick<TurnTool, 'name' | 'effect' | 'description' | 'isAskedFor'>, args: Readonly<Record<string, unknown>>): Judgement
  /** From now on the model has read text that anybody may have written. */
  readUntrusted(): void
}

/**
 * Reading is always allowed. What changes something is allowed while the model has read nothing but the company's own instructions and the
 * question. After that, what touches the visitor's own alone needs their consent to exactly this call, given in the message after they were
 * asked; everything else needs to have been approved with the request.
 */
export function createApprovals({ question, askedApprovals = [], approvedTools = [] }: TurnInput, untrusted: boolean): Approvals {
  let wary = untrusted
  const consented = isConsent(question) ? askedApprovals : []
  const used = new Set<string>()
  return {
    readUntrusted: () => {
      wary = true
    },
    judge(tool, args) {
      if (tool.effect === 'read' || !wary || approvedTools.includes(tool.name)) return allowed
      if (tool.effect === 'change')
        return { refusal: `${tool.name} is off: it changes things, and nobody approved it. Say that a person has to do it.` }
      if (tool.isAskedFor?.(question)) return allowed
      const call: AskedApproval = { tool: tool.name, arguments: args }
      const key = keyOf(call)
      if (consented.some(asked => keyOf(asked) === key) && !used.has(key)) {
        used.add(key)
        return allowed
      }
      return {
        refusal: `${tool.name} needs the visitor's consent. They are being asked; tell them what will be done and wait for their answer.`,
        asks: { type: 'approval', approval_id: idOf(key), tool: tool.name, title: tool.description, arguments: { ...args } },
      }
    },
  }
}

const allowed = { refusal: null } as const

/** The same for calls that say the same, in whatever order their arguments stand. */
const keyOf = (call: AskedApproval) => JSON.stringify([call.tool, sorted(call.arguments)])

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** A short name for a call, to tell buttons apart; nothing is secured by it. */
function idOf(key: string) {
  let hash = 5381
  for (let at = 0; at < key.length; at++) hash = (hash * 33 + key.charCodeAt(at)) % 2_147_483_647
  return `approval_${hash.toString(36)}`
}
