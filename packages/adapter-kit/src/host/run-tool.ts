import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { PlatformError } from '../platform-error.ts'
import type { Tool, ToolResult } from '../tool.ts'
import { describeError } from './redact.ts'

/** As tools are told to the API. */
export interface ToolDescription {
  readonly name: string
  readonly description: string
  readonly parameters: Record<string, unknown>
  readonly effect: Tool['effect']
}

export const describeTools = (tools: Readonly<Record<string, Tool>>): ToolDescription[] =>
  Object.entries(tools).map(([name, { description, input, effect }]) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(input, { io: 'input' }) as Record<string, unknown>
    return { name, description, parameters, effect }
  })

const call = z.object({
  tool: z.string(),
  input: z.unknown(),
  visitor: z.object({
    id: z.string(),
    address: z.string().nullable(),
    customerId: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  context: z.record(z.string(), z.string()).default({}),
  language: z.string().nullable().default(null),
  at: z.number(),
})

const signatureHeader = 'x-craveva-signature'
/** Milliseconds that a call is good for. */
const freshMs = 60_000

/** Whether a request is a call of a tool rather than something of the platform. */
export const isToolCall = (request: Request): boolean => request.method === 'POST' && request.headers.has(signatureHeader)

/** Runs a tool for the API, which signs its calls; what fails is told in words for the model. */
export async function runTool(
  request: Request,
  {
    tools,
    secret,
    secrets,
    signal,
  }: { tools: Readonly<Record<string, Tool>>; secret: string; secrets: readonly string[]; signal: AbortSignal },
): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  if (!isSigned(body, request.headers.get(signatureHeader) ?? '', secret)) return new Response(null, { status: 401 })
  const given = call.safeParse(JSON.parse(body.toString('utf8')))
  if (!given.success || Math.abs(Date.now() - given.data.at) > freshMs) return new Response(null, { status: 400 })
  const tool = tools[given.data.tool]
  if (!tool) return Response.json({ error: `There is no tool ${given.data.tool}.` })
  const input = tool.input.safeParse(given.data.input ?? {})
  if (!input.success) return Response.json({ error: `These arguments are not valid: ${z.prettifyError(input.error)}`.slice(0, 1000) })
  const { visitor, context, language } = given.data
  try {
    return Response.json((await tool.run(input.data, { visitor, context, language, signal })) satisfies ToolResult)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return Response.json({ error: describeError(error, secrets).slice(0, 1000) })
  }
}

function isSigned(body: Uint8Array, header: string, secret: string): boolean {
  if (secret === '' || !/^[0-9a-f]{64}$/.test(header)) return false
  return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), Buffer.from(header, 'hex'))
}
