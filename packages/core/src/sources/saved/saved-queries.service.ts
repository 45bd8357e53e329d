import type { CreateSavedQueryInput, RunSavedQueryInput, UpdateSavedQueryInput } from '@craveva/contract/saved-queries'
import { chargeQuery } from '../../billing/charge-query.ts'
import { outletOf } from '../../companies/outlets.service.ts'
import type { Context, UserContext } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import type { Viewer } from '../asking/source-access.ts'
import type { SourceRow } from '../asking/source-desk.ts'
import { connectorOf, dialectOf } from '../choose-connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import { toAppError } from '../reach-source.ts'
import { findSource } from '../sources.store.ts'
import { nameValues } from './name-values.ts'
import { runSavedQuery, type SavedQueryRow } from './run-saved-query.ts'
import {
  deleteSavedQuery,
  findSavedQuery,
  findSavedQueryByName,
  insertSavedQuery,
  listSavedQueries,
  updateSavedQuery,
} from './saved-queries.store.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

const reservedNames = ['search_knowledge', 'query_data_source', 'hand_off', 'capture_lead']

/** Throws NOT_FOUND for an unknown source, INVALID_REQUEST for a query that would be refused, CONFLICT for a name that is taken. */
export async function createSavedQuery({ db, principal, now }: Needs, input: CreateSavedQueryInput): Promise<SavedQueryRow> {
  const source = await requireSource(db, principal.companyId, input.connection_id)
  await checkSavedQuery(source, input)
  const row = await insertSavedQuery(db, {
    company_id: principal.companyId,
    query_id: newId('sq', now()),
    ...input,
    parameters: JSON.stringify(input.parameters),
  })
  return row ?? nameTaken(input.name)
}

/** Throws NOT_FOUND. */
export async function getSavedQuery({ db, principal }: Pick<Needs, 'db' | 'principal'>, queryId: string): Promise<SavedQueryRow> {
  const row = await findSavedQuery(db, principal.companyId, queryId)
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

export const listAllSavedQueries = (
  { db, principal }: Pick<Needs, 'db' | 'principal'>,
  { connection_id, ...request }: Parameters<typeof listSavedQueries>[3] & { connection_id?: string | undefined },
) => listSavedQueries(db, principal.companyId, connection_id, request)

/** Merges a change. Throws NOT_FOUND, and the same as creating does. */
export async function changeSavedQuery(context: Needs, queryId: string, input: UpdateSavedQueryInput): Promise<SavedQueryRow> {
  const { db, principal, now } = context
  const stored = await getSavedQuery(context, queryId)
  const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<CreateSavedQueryInput>
  await checkSavedQuery(await requireSource(db, principal.companyId, stored.connection_id), { ...stored, ...changes })
  const { parameters, ...rest } = changes
  const sameName = changes.name ? await findSavedQueryByName(db, principal.companyId, changes.name) : undefined
  if (sameName && sameName.query_id !== queryId) nameTaken(sameName.name)
  const row = await updateSavedQuery(db, principal.companyId, queryId, {
    ...rest,
    ...(parameters ? { parameters: JSON.stringify(parameters) } : {}),
    updated_at: new Date(now()),
  })
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

/** Throws NOT_FOUND, CONFLICT when agents use it and it is not forced. */
export async function removeSavedQuery(
  context: Needs,
  queryId: string,
  { force, usedBy }: { force: boolean; usedBy: (name: string) => Promise<readonly { agent_id: string; name: string }[]> },
) {
  const { name } = await getSavedQuery(context, queryId)
  const users = force ? [] : await usedBy(name)
  if (users.length > 0)
    throw new AppError('CONFLICT', 'Agents use this query. Take it from them first, or send force=true.', {
      details: Object.fromEntries(users.map(agent => [agent.agent_id, `uses it (${agent.name})`])),
    })
  await deleteSavedQuery(context.db, context.principal.companyId, queryId)
}

/** Asks it, as the company or as a visitor would. Throws NOT_FOUND, INVALID_REQUEST, CONFLICT, INSUFFICIENT_CREDITS. */
export async function askSavedQuery(context: UserContext, queryId: string, input: RunSavedQueryInput, gone: AbortSignal) {
  const { pool, principal } = context
  const { companyId } = principal
  const { saved, source, outlet } = await inCompany(pool, companyId, async db => {
    const found = await getSavedQuery({ db, principal }, queryId)
    return {
      saved: found,
      source: await requireSource(db, companyId, found.connection_id),
      outlet: input.outlet_id ? await outletOf({ db, principal }, input.outlet_id) : null,
    }
  })
  const viewer: Viewer = {
    kind: input.visitor ? 'visitor' : 'company',
    claims: input.visitor ?? {},
    outlet: outlet && { id: outlet.outlet_id, rowFilter: outlet.row_filter },
  }
  const run = runSavedQuery(context, source, saved, { given: input.arguments, viewer, signal: gone })
  const { answer } = await run.catch(error => {
    throw toAppError(error)
  })
  await chargeQuery(context)
  return answer
}

/** The text passes the checks of its engine, and its parameters are all there. */
async function checkSavedQuery(
  source: SourceRow,
  { name, query, parameters }: Pick<CreateSavedQueryInput, 'name' | 'query' | 'parameters'>,
) {
  if (reservedNames.includes(name)) throw invalid('name', 'is the name of a tool that comes with the product')
  const declared = new Set(parameters.map(parameter => parameter.name))
  if (declared.size < parameters.length) throw invalid('parameters', 'name one of them twice')
  const { text, names } = nameValues(query, dialectOf(source))
  const missing = names.find(used => !declared.has(used))
  if (missing !== undefined) throw invalid('parameters', `do not declare "${missing}", which the query uses`)
  const unused = parameters.find(parameter => !names.includes(parameter.name))
  if (unused) throw invalid('parameters', `declare "${unused.name}", which the query does not use`)
  try {
    await connectorOf(source).check?.(text, names.length)
  } catch (error) {
    if (error instanceof SourceError) throw invalid('query', error.message)
    throw error
  }
}

async function requireSource(db: Db, companyId: string, connectionId: string): Promise<SourceRow> {
  const source = await findSource(db, companyId, connectionId)
  if (!source) throw new AppError('NOT_FOUND', 'There is no such data source.')
  return source
}

const invalid = (path: string, detail: string) =>
  new AppError('INVALID_REQUEST', 'This query cannot be saved. See details.', { details: { [path]: detail } })

function nameTaken(name: string): never {
  throw new AppError('CONFLICT', `There is a saved query named "${name}" already.`, { details: { name: 'is taken' } })
}
