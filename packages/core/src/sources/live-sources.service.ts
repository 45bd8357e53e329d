import type { SourceHealth } from '@craveva/contract/source-access'
import type { ConnectSourceInput, QuerySourceInput, SourceStatus, UpdateSourceInput } from '@craveva/contract/sources'
import { chargeQuery } from '../billing/charge-query.ts'
import type { UserContext } from '../context.ts'
import { mergeSettings, type Settings, sealSettings } from '../crypto/secret-settings.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { beginProbing } from './asking/probe.job.ts'
import { sampleTables } from './asking/sample-tables.ts'
import { accessOf, mergeAccess, scopeFor } from './asking/source-access.ts'
import { loadSource, openSource, type SourceRow } from './asking/source-desk.ts'
import { chooseConnector, requireLive } from './choose-connector.ts'
import type { Connector, SourceAnswer } from './connectors/connector.ts'
import { SourceError } from './connectors/source-error.ts'
import { takeApart } from './connectors/take-apart.ts'
import { type ReachableSource, reachSource, toAppError } from './reach-source.ts'
import { getSource } from './sources.service.ts'
import { insertSource, updateSource } from './sources.store.ts'
import { beginSync, isCopied } from './sync/begin-sync.ts'
import { scheduleSync } from './sync/schedule-sync.ts'

type Needs = Pick<UserContext, 'pool' | 'principal' | 'keys' | 'egress' | 'files' | 'jobs' | 'now' | 'sourceDesk'>

/** Bytes and milliseconds of one query. */
const queryLimits = { maxBytes: 2_000_000, maxMs: 15_000 }

/** How a connection was found. */
export interface ConnectionTest {
  readonly connected: boolean
  readonly message: string
  readonly latencyMs: number
  readonly warnings: readonly string[]
}

/**
 * Connects a live source. One that cannot be reached is kept all the same, as `error` with what to do; settings that do not fit throw
 * INVALID_REQUEST.
 */
export async function connectSource(context: Needs, input: ConnectSourceInput, gone: AbortSignal) {
  const { pool, principal, keys, now } = context
  const given = takeApart(input.connection_config)
  const connector = chooseConnector(input.source_type, given)
  const settings = checkSettings(connector, given)
  const connectionId = newId('ds', now())
  const place = { companyId: principal.companyId, recordId: connectionId }
  const found = input.test_connection ? await testSource(context, { connector, settings }, gone) : untested
  return inCompany(pool, principal.companyId, async db => {
    await insertSource(db, {
      company_id: principal.companyId,
      connection_id: connectionId,
      source_name: input.source_name,
      source_type: input.source_type,
      mode: input.mode,
      ...found.state,
      connection_config: JSON.stringify(sealSettings(keys, place, connector.settings, settings)),
      access: JSON.stringify(mergeAccess({}, input.access ?? {})),
    })
    if (found.state.status !== 'error') await beginSync(context, db, connectionId)
    await beginProbing(context, db, { company_id: principal.companyId, connection_id: connectionId })
    return getSource({ db, principal }, connectionId)
  })
}

/** Renames a source, or changes its settings, which are tried at once. Throws NOT_FOUND. */
export async function changeSource(context: Needs, connectionId: string, input: UpdateSourceInput, gone: AbortSignal) {
  const { pool, principal, keys, now } = context
  const place = { companyId: principal.companyId, recordId: connectionId }
  const { source } = await inCompany(pool, principal.companyId, db => getSource({ db, principal }, connectionId))
  const given = takeApart(input.connection_config ?? {})
  let changes = {}
  if (Object.keys(given).length > 0) {
    const connector = requireLive(source)
    const settings = checkSettings(connector, mergeSettings(keys, place, connector.settings, source.connection_config, given))
    const { state } = await testSource(context, { connector, settings }, gone)
    changes = { ...state, connection_config: JSON.stringify(sealSettings(keys, place, connector.settings, settings)) }
  }
  return inCompany(pool, principal.companyId, async db => {
    const renamed = input.source_name ? { source_name: input.source_name } : {}
    const access = input.access ? { access: JSON.stringify(mergeAccess(source.access, input.access)) } : {}
    await updateSource(db, principal.companyId, connectionId, { ...renamed, ...changes, ...access, updated_at: new Date(now()) })
    if (input.access?.sync_minutes !== undefined && isCopied(source))
      await scheduleSync(context, db, { company_id: principal.companyId, connection_id: connectionId, minutes: input.access.sync_minutes })
    return getSource({ db, principal }, connectionId)
  })
}

/** Tries the connection of a source, and records what was found. Throws NOT_FOUND. */
export async function testStoredSource(context: Needs, connectionId: string, gone: AbortSignal): Promise<ConnectionTest> {
  const source = await openSource(context, await requireSource(context, connectionId))
  const { state, ...test } = await testSource(context, source, gone)
  const { pool, principal, now } = context
  await inCompany(pool, principal.companyId, db =>
    updateSource(db, principal.companyId, connectionId, { ...state, updated_at: new Date(now()) }),
  )
  return test
}

/** Asks a source one question. Throws NOT_FOUND, INVALID_REQUEST for whatever is not a harmless one, CONFLICT when the source does not answer. */
export async function querySource(
  context: Needs,
  { connection_id, query, limit }: QuerySourceInput,
  gone: AbortSignal,
): Promise<SourceAnswer> {
  const source = await requireSource(context, connection_id)
  const scope = scopeFor(accessOf(source.access), { kind: 'company', claims: {}, outlet: null })
  const question = { text: query, scope, limits: { ...queryLimits, maxRows: limit } }
  const answer = await context.sourceDesk.ask(source, question, gone).catch(error => {
    throw toAppError(error)
  })
  await chargeQuery(context)
  return answer
}

/** What can be asked about, with some rows of the first tables if wanted. Throws NOT_FOUND, CONFLICT. */
export async function readSchema(context: Needs, connectionId: string, { samples }: { samples: boolean }, gone: AbortSignal) {
  const source = await requireSource(context, connectionId)
  try {
    const { tables } = await context.sourceDesk.schema(source, gone, true)
    const sampled = samples ? await sampleTables(context, source, tables, gone) : new Map<string, SourceAnswer['rows']>()
    return tables.map(table => ({ ...table, sample: sampled.get(table.name) ?? null }))
  } catch (error) {
    throw toAppError(error)
  }
}

async function requireSource(context: Needs, connectionId: string): Promise<SourceRow> {
  const source = await loadSource(context, context.principal.companyId, connectionId)
  if (!source) throw new AppError('NOT_FOUND', 'There is no such data source.')
  return source
}

const untested = {
  state: { status: 'disconnected' as const, status_message: 'Not tried yet. Test the connection to see whether it works.' },
}

type Tested = ConnectionTest & {
  readonly state: {
    readonly status: SourceStatus
    readonly status_message: string | null
    readonly writable?: boolean
    readonly health: string
    readonly checked_at: Date
  }
}

const toHealth = ({ now }: Needs, found: Omit<SourceHealth, 'checked_at'>) => {
  const at = new Date(now())
  return { health: JSON.stringify({ ...found, checked_at: at.toISOString() }), checked_at: at }
}

async function testSource(context: Needs, source: ReachableSource, gone: AbortSignal): Promise<Tested> {
  const started = performance.now()
  const latency = () => Math.round(performance.now() - started)
  try {
    const { warnings, writable } = await reachSource(context, source, gone, reach => source.connector.test(source.settings, reach))
    const health = toHealth(context, { healthy: true, latency_ms: latency(), message: null })
    const state = { status: 'connected' as const, status_message: warnings.join(' ') || null, writable, ...health }
    return { connected: true, message: 'Connection successful', latencyMs: latency(), warnings, state }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const health = toHealth(context, { healthy: false, latency_ms: null, message: error.message })
    const state = { status: 'error' as const, status_message: error.message, ...health }
    return { connected: false, message: error.message, latencyMs: latency(), warnings: [], state }
  }
}

function checkSettings(connector: Connector, given: Settings): Settings {
  const result = connector.settings.safeParse({ ...given, type: connector.engine })
  if (result.success) return result.data as Settings
  const details: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]
    for (const key of keys)
      details[`connection_config.${key}`] ??= issue.code === 'unrecognized_keys' ? 'is not a setting of this engine' : issue.message
  }
  throw new AppError('INVALID_REQUEST', 'These settings do not fit the engine. See details for the fields to correct.', { details })
}
