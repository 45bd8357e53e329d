import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { TurnResult } from '../engine/turn.ts'
import { closeExecution } from './close-execution.ts'
import type { ExecutionRunner } from './execution-runner.ts'
import { findExecution, readBatches, takeWaiting } from './executions.store.ts'
import { messageParts } from './message-parts.ts'

/** Seconds without a sign of life after which a server counts as dead. */
const aliveSeconds = 20
/** Seconds a lease of this very server may lie unattended: its turn ended, but could not be stored then. */
const forgottenSeconds = 60

interface Needs {
  readonly pool: Db
  readonly log: Logger
  readonly runner: ExecutionRunner
}

/** Says that this server lives, and which master key it seals with. */
export const signOfLife = (pool: Db, serverId: string, sealingKey: string) =>
  sql`
    insert into servers (server_id, sealing_key) values (${serverId}, ${sealingKey})
    on conflict (server_id) do update set seen_at = now()`.execute(pool)

/** The ids of the keys that servers seal with which are alive; empty for one of a version that did not tell. */
export async function sealingKeysInUse(pool: Db) {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(sealing_key, '') as id from servers where seen_at > now() - make_interval(secs => ${aliveSeconds})`.execute(
    pool,
  )
  return rows.map(row => row.id)
}

/** Forgets every server: for the one that owns its database alone, and so knows that all others are gone. */
export const forgetServers = (pool: Db) => sql`delete from servers`.execute(pool)

/** Says that this server works on nothing any more, so that others need not wait to see whether it lives. */
export const forgetServer = (pool: Db, serverId: string) => pool.deleteFrom('servers').where('server_id', '=', serverId).execute()

/** Closes the turns that nobody works on any more as interrupted, keeping what was said, and goes on with those that wait. */
export async function sweepTurns(needs: Needs) {
  const { rows } = await sql<{ company_id: string; execution_id: string }>`
    select company_id, execution_id from turn_leases lease where ${isOrphan(needs.runner)} limit 500`.execute(needs.pool)
  for (const { company_id, execution_id } of rows)
    if (!needs.runner.isWorkingOn(execution_id)) await closeOrphan(needs, company_id, execution_id)
  await sql`delete from servers where seen_at < now() - interval '1 hour'`.execute(needs.pool)
  return rows.length
}

/** Whether nobody works on the turn of a `lease`. */
const isOrphan = ({ serverId }: Pick<ExecutionRunner, 'serverId'>) => sql<boolean>`(
  not exists (select from servers where servers.server_id = lease.server_id and seen_at > now() - make_interval(secs => ${aliveSeconds}))
    or (server_id = ${serverId} and leased_at < now() - make_interval(secs => ${forgottenSeconds})))`

async function closeOrphan({ pool, log, runner }: Needs, companyId: string, executionId: string) {
  const { execution, batches, orphans } = await inCompany(pool, companyId, async db => ({
    execution: await findExecution(db, companyId, executionId),
    batches: await readBatches(db, companyId, executionId, 0),
    orphans: await sql`select from turn_leases lease where execution_id = ${executionId} and ${isOrphan(runner)}`.execute(db),
  }))
  // Another sweep was faster, and the turn is in good hands again.
  if (orphans.rows.length === 0) return
  const conversationId = execution?.conversation_id ?? null
  if (execution?.status === 'queued') {
    const taken = await inCompany(pool, companyId, db => takeWaiting(db, companyId, executionId, runner.serverId))
    if (taken) runner.start({ companyId, executionId, conversationId, input: null })
    return
  }
  const result = interrupted(batches.flatMap(({ parts }) => parts.map(part => (part.type === 'text-delta' ? part.text : ''))).join(''))
  const ending = { status: 'interrupted' as const, result, parts: messageParts(result), record: null }
  const next = await closeExecution(pool, { companyId, executionId, conversationId, serverId: runner.serverId, shared: true }, ending)
  log.warn({ execution_id: executionId }, 'closed a turn that was interrupted')
  if (next) runner.start({ companyId, executionId: next, conversationId, input: null })
}

const interrupted = (text: string): TurnResult => ({
  text,
  parts: [],
  steps: [],
  citations: [],
  usage: { input_tokens: 0, output_tokens: 0 },
  finishReason: 'interrupted',
  modelUsed: 'none',
  ownKey: false,
  fallbackReason: null,
  declined: false,
  dataSourcesQueried: [],
  error: null,
  elapsedMs: 0,
})
