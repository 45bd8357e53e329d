import type { CreateToolInput, UpdateToolInput } from '@craveva/contract/tools'
import type { Selectable } from 'kysely'
import { agentsWithTool } from '../agents/agents-with-tool.ts'
import type { Context, UserContext } from '../context.ts'
import { seal } from '../crypto/seal.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { EgressError } from '../net/egress-error.ts'
import { newSecret } from '../webhooks/sign-message.ts'
import { bindTools } from './bind-tools.ts'
import { toHttpTool } from './http-tools.ts'
import { loadSchemaCheck } from './load-schema-check.ts'
import { reservedNames } from './reserved-names.ts'
import { schemaProblem } from './schema-problem.ts'
import { toToolPrincipal } from './to-tool-principal.ts'
import { deleteTool, findTool, insertTool, listTools, updateTool } from './tools.store.ts'
import type { ToolTables } from './tools.tables.ts'

export type HttpToolRow = Selectable<ToolTables['http_tools']>

type Needs = Pick<Context, 'db' | 'principal' | 'keys' | 'egress' | 'now'>

/** As many as one company may have. */
const most = 100

/** Gives the tool with its secret, which is told this once. Throws INVALID_REQUEST, CONFLICT for a name that is taken. */
export async function createTool(context: Needs, input: CreateToolInput) {
  const { db, principal, keys, now } = context
  await check(context, input)
  if ((await listTools(db, principal.companyId)).length >= most) throw new AppError('CONFLICT', `A company has at most ${most} tools.`)
  const tool_id = newId('tool', now())
  const secret = newSecret()
  const tool = await insertTool(db, {
    company_id: principal.companyId,
    tool_id,
    ...input,
    parameters: JSON.stringify(input.parameters),
    secret: seal(keys, { companyId: principal.companyId, recordId: tool_id }, secret),
  })
  if (!tool) throw taken(input.name)
  return { tool, secret }
}

/** Throws NOT_FOUND. */
export const getTool = async ({ db, principal }: Pick<Needs, 'db' | 'principal'>, toolId: string): Promise<HttpToolRow> =>
  (await findTool(db, principal.companyId, toolId)) ?? notFound()

/** Throws NOT_FOUND, INVALID_REQUEST, CONFLICT for a name that is taken or a tool that is in use under its old one. */
export async function changeTool(context: Needs, toolId: string, { parameters, ...change }: UpdateToolInput): Promise<HttpToolRow> {
  const { db, principal, now } = context
  const before = await getTool(context, toolId)
  await check(context, { name: change.name, url: change.url, parameters })
  if (change.name !== undefined && change.name !== before.name) {
    await requireUnused(context, before.name)
    if ((await listTools(db, principal.companyId)).some(({ name }) => name === change.name)) throw taken(change.name)
  }
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const changes = { ...given, ...(parameters ? { parameters: JSON.stringify(parameters) } : {}), updated_at: new Date(now()) }
  return (await updateTool(db, principal.companyId, toolId, changes)) ?? notFound()
}

/** Throws NOT_FOUND, CONFLICT when an agent uses it. */
export async function removeTool(context: Pick<Needs, 'db' | 'principal'>, toolId: string) {
  const { name } = await getTool(context, toolId)
  await requireUnused(context, name)
  await deleteTool(context.db, context.principal.companyId, toolId)
}

/** Gives a new secret; the one before ends at once. Throws NOT_FOUND. */
export async function rotateToolSecret(context: Needs, toolId: string) {
  const { db, principal, keys, now } = context
  await getTool(context, toolId)
  const secret = newSecret()
  const sealed = seal(keys, { companyId: principal.companyId, recordId: toolId }, secret)
  const tool = (await updateTool(db, principal.companyId, toolId, { secret: sealed, updated_at: new Date(now()) })) ?? notFound()
  return { tool, secret }
}

/** Calls a tool once, with the rights of the caller. Throws NOT_FOUND, INVALID_REQUEST for arguments that do not fit. */
export async function tryTool(context: UserContext, toolId: string, args: Readonly<Record<string, unknown>>, gone: AbortSignal) {
  const { pool, principal, now } = context
  const row = await inCompany(pool, principal.companyId, db => getTool({ db, principal }, toolId))
  const circumstances = {
    principal: toToolPrincipal(principal),
    companyId: principal.companyId,
    agentId: '',
    conversationId: null,
    executionId: newId('exec', now()),
    outletId: null,
    dataSourceIds: [],
    context: {},
  }
  const [tool] = bindTools([toHttpTool(context, row)], circumstances, await loadSchemaCheck())
  const problems = tool?.check(args) ?? []
  if (!tool || problems.length > 0)
    throw new AppError('INVALID_REQUEST', 'The arguments do not fit.', { details: { arguments: problems.join('; ') } })
  const start = performance.now()
  const outcome = await tool.run(args, 'test', gone)
  return { failed: outcome.failed, content: outcome.content, parts: [...outcome.parts], ms: Math.round(performance.now() - start) }
}

async function check({ egress }: Needs, { name, parameters, url }: Pick<UpdateToolInput, 'name' | 'parameters' | 'url'>) {
  if (name !== undefined && reservedNames.has(name))
    throw new AppError('INVALID_REQUEST', `"${name}" is the name of a tool that comes with the product.`, { details: { name: 'is taken' } })
  if (url !== undefined) {
    try {
      egress.check(url)
    } catch (error) {
      if (!(error instanceof EgressError)) throw error
      throw new AppError('INVALID_REQUEST', error.message, { details: { url: error.message } })
    }
  }
  const problem = parameters && (await schemaProblem(parameters))
  if (problem) throw new AppError('INVALID_REQUEST', `The schema of the parameters ${problem}.`, { details: { parameters: problem } })
}

async function requireUnused({ db, principal }: Pick<Needs, 'db' | 'principal'>, name: string) {
  const users = await agentsWithTool(db, principal.companyId, name)
  if (users.length === 0) return
  const details = Object.fromEntries(users.map(agent => [agent.agent_id, `${agent.name} uses it`]))
  throw new AppError('CONFLICT', `Agents use the tool "${name}". Take it from them first.`, { details })
}

const taken = (name: string) => new AppError('CONFLICT', `There is a tool "${name}" already.`)

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
