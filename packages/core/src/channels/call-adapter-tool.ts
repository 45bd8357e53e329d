import { createHmac } from 'node:crypto'
import { messagePart, receiptPart } from '@craveva/contract/parts'
import { z } from 'zod'
import { postToOwnProcess } from '../net/post-to-own-process.ts'
import type { ToolResult } from '../tools/tool.ts'
import { ToolError } from '../tools/tool-error.ts'

export interface AdapterToolCall {
  readonly tool: string
  readonly input: unknown
  /** For whom, as the conversation's own proofs say. */
  readonly visitor: {
    readonly id: string
    readonly address: string | null
    readonly customerId: string | null
    readonly phone: string | null
  }
  /** What the page says of itself, unverified. */
  readonly context: Readonly<Record<string, string>>
  /** BCP 47 of the conversation; null where it is not known. */
  readonly language: string | null
}

const timeoutMs = 20_000
const maxBytes = 1_000_000

const answer = z.union([
  z.object({ error: z.string().max(1000) }),
  z.object({
    content: z.string().max(50_000),
    receipts: z.array(receiptPart.omit({ type: true })).max(200),
    parts: z.array(messagePart).max(50),
    outcome: z.string().max(40).optional(),
  }),
])

/** Header with the HMAC-SHA256 of the body, in hex. */
const toolSignatureHeader = 'x-craveva-signature'

/**
 * Lets the process of an adapter run a tool. Its address is one that an operator's own process gave, and the call is signed so that it does
 * nothing for anybody else. Throws a ToolError with what the tool said, and anything else when there was no answer.
 */
export async function callAdapterTool(url: string, secret: string, call: AdapterToolCall, outer: AbortSignal): Promise<ToolResult> {
  const body = JSON.stringify({ ...call, at: Date.now() })
  const headers = { [toolSignatureHeader]: createHmac('sha256', secret).update(body).digest('hex') }
  const text = await postToOwnProcess(url, { headers, body, timeoutMs, maxBytes, signal: outer })
  const result = answer.parse(JSON.parse(text))
  if ('error' in result) throw new ToolError(result.error)
  const { content, receipts, parts, outcome } = result
  const shown = parts.filter(part => part.type !== 'text')
  return { content, receipts, parts: shown, trusted: false, ...(outcome === undefined ? {} : { outcome }) }
}
