import { formPart, orderPart, productPart } from '@craveva/contract/parts'
import { z } from 'zod'
import type { Services } from '../context.ts'
import { open } from '../crypto/seal.ts'
import { inCompany } from '../db/in-company.ts'
import { EgressError } from '../net/egress-error.ts'
import type { EgressAnswer } from '../net/send-request.ts'
import { signMessage } from '../webhooks/sign-message.ts'
import { declaredContext } from './declared-context.ts'
import type { ShownPart, Tool, ToolCall, ToolPrincipal } from './tool.ts'
import { ToolError } from './tool-error.ts'
import type { HttpToolRow } from './tools.service.ts'
import { toolsNamed } from './tools.store.ts'
import type { ToolProvider } from './tools-for.ts'

const timeoutMs = 15_000
const mostBytes = 200_000

type Needs = Pick<Services, 'keys' | 'egress' | 'now'>

/** The HTTP tools that a company has added. */
export const httpTools =
  (needs: Needs & Pick<Services, 'pool'>): ToolProvider =>
  async ({ companyId, config }) => {
    const rows = await inCompany(needs.pool, companyId, db => toolsNamed(db, companyId, config.tools))
    return rows.map(row => toHttpTool(needs, row, config.ui_settings.context_keys))
  }

/**
 * A tool behind a URL of the company's. It is called with POST and a JSON body, signed as of Standard Webhooks, and answers `{content, parts}`
 * or plain text. Whatever it answers may hold words of anybody. Of what the page says it gets what the agent gets, under the keys that it declared.
 */
export const toHttpTool = ({ keys, egress, now }: Needs, row: HttpToolRow, contextKeys: readonly string[] = []): Tool => ({
  name: row.name,
  description: row.description,
  parameters: row.parameters,
  effect: row.effect,
  async run(args, call) {
    const id = `${call.executionId}.${call.callId}`
    const timestamp = Math.floor(now() / 1000)
    const body = JSON.stringify({
      ...requestFor(row.name, id, args, call),
      unverified_context: declaredContext(contextKeys, call.context),
    })
    const secret = open(keys, { companyId: row.company_id, recordId: row.tool_id }, row.secret)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Craveva-Tools/1.0 (+https://www.standardwebhooks.com)',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signMessage([secret], { id, timestamp, body }),
    }
    try {
      return readAnswer(
        await egress.fetch(row.url, { method: 'POST', headers, body, timeoutMs, maxBytes: mostBytes, signal: call.signal }),
        row.name,
      )
    } catch (error) {
      if (error instanceof EgressError) throw new ToolError(`${row.name} could not be reached: ${kindOf(error)}.`)
      throw error
    }
  },
})

/** What went wrong, without the address: the model need not know where a company's servers are. */
const kindOf = ({ failure }: EgressError) =>
  failure === 'timeout' ? 'it took too long' : failure === 'refused' ? 'its address is not allowed' : 'no connection'

const requestFor = (tool: string, callId: string, args: Readonly<Record<string, unknown>>, call: ToolCall) => ({
  tool,
  arguments: args,
  call_id: callId,
  agent_id: call.agentId,
  conversation_id: call.conversationId,
  execution_id: call.executionId,
  outlet_id: call.outletId,
  principal: principalOf(call.principal),
})

/** Who the call is for, so that the tool can decide what they may see. */
const principalOf = (principal: ToolPrincipal) =>
  principal.kind === 'visitor'
    ? { kind: principal.kind, deployment_id: principal.deploymentId, claims: principal.claims }
    : principal.kind === 'anonymous'
      ? { kind: principal.kind }
      : { kind: principal.kind, user_id: principal.userId, role: principal.role }

const answerShape = z.object({
  content: z.string(),
  parts: z
    .array(z.discriminatedUnion('type', [productPart, orderPart, formPart]))
    .max(20)
    .default([]),
})

function readAnswer({ status, headers, body, truncated }: EgressAnswer, name: string) {
  if (status < 200 || status >= 300) throw new ToolError(`${name} answered with HTTP ${status}.`)
  if (truncated) throw new ToolError(`${name} answered with more than ${mostBytes} bytes.`)
  const text = body.toString('utf8')
  const parts: readonly ShownPart[] = []
  if (!headers['content-type']?.includes('json')) return { content: text, receipts: [], parts, trusted: false }
  const answer = answerShape.safeParse(parse(text, name))
  // JSON of any other shape is for the model to read.
  if (!answer.success) return { content: text, receipts: [], parts, trusted: false }
  return { content: answer.data.content, receipts: [], parts: answer.data.parts, trusted: false }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ToolError(`${name} answered with something that is no JSON.`)
  }
}
