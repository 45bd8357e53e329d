import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Services } from '../../context.ts'
import { openSettings } from '../../crypto/secret-settings.ts'
import { inCompany } from '../../db/in-company.ts'
import { requireLive } from '../choose-connector.ts'
import type { SourceAnswer, SourceQuestion, SourceSchema } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import { type ReachableSource, reachSource } from '../reach-source.ts'
import { countQuery, findSource } from '../sources.store.ts'
import type { SourceTables } from '../sources.tables.ts'
import { createAnswerCache } from './answer-cache.ts'
import { openFiles } from './open-files.ts'
import { recordHealth } from './record-health.ts'
import { schemaInScope } from './schema-in-scope.ts'
import { createSemaphores } from './semaphore.ts'
import { accessOf } from './source-access.ts'

export type SourceRow = Selectable<SourceTables['data_sources']>

/** The one place where live sources are asked, so that their limits hold for everybody who asks. */
export interface SourceDesk {
  /** Throws SourceError; a source that fails is noted as such. */
  ask(source: SourceRow, question: SourceQuestion, signal: AbortSignal): Promise<DatedAnswer>
  /** What may be asked about, as it was within the last five minutes; at once when `fresh`. Throws SourceError. */
  schema(source: SourceRow, signal: AbortSignal, fresh?: boolean): Promise<SourceSchema>
}

export interface DatedAnswer extends SourceAnswer {
  /** When it was read, which may be some seconds ago where the merchant allows. */
  readonly readAt: Date
}

const schemaMs = 300_000
const mostSchemas = 200

type Needs = Pick<Services, 'pool' | 'keys' | 'egress' | 'files' | 'now'>

export function createSourceDesk(needs: Needs): SourceDesk {
  const { pool, now } = needs
  const semaphores = createSemaphores()
  const cache = createAnswerCache()

  const schemas = new Map<string, { readonly schema: SourceSchema; readonly readAt: number }>()
  const widthOf = (source: SourceRow) => accessOf(source.access).max_concurrent
  const placeOf = ({ company_id, connection_id }: SourceRow) => `${company_id} ${connection_id}`

  return {
    async schema(source, signal, fresh = false) {
      const key = `${placeOf(source)} ${source.updated_at.getTime()}`
      const known = schemas.get(key)
      if (known && !fresh && now() - known.readAt < schemaMs) return known.schema
      const { connector, settings } = await openSource(needs, source)
      const whole = await semaphores.within(placeOf(source), widthOf(source), signal, () =>
        reachSource(needs, { connector, settings }, signal, reach => connector.schema(settings, reach)),
      )
      const schema = schemaInScope(whole, accessOf(source.access))
      for (const [oldest, { readAt }] of schemas) if (schemas.size >= mostSchemas || now() - readAt > schemaMs) schemas.delete(oldest)
      schemas.set(key, { schema, readAt: now() })
      return schema
    },
    async ask(source, question, signal) {
      const access = accessOf(source.access)
      const bounded = { ...question, limits: { ...question.limits, ...(access.max_cost === null ? {} : { maxCost: access.max_cost }) } }
      const key = cacheKey(source, bounded)
      const cached = access.cache_seconds > 0 ? cache.get(key, now() - access.cache_seconds * 1000) : null
      if (cached) return { ...cached.answer, readAt: new Date(cached.readAt) }
      const reachable = await openSource(needs, source)
      await spend(needs, source, access.daily_queries)
      const answer = await semaphores.within(placeOf(source), widthOf(source), signal, async () => {
        const started = performance.now()
        try {
          const rows = await reachSource(needs, reachable, signal, reach => reachable.connector.query(reachable.settings, reach, bounded))
          await recordHealth(pool, source, { healthy: true, latencyMs: performance.now() - started, message: null }, now())
          return rows
        } catch (error) {
          if (error instanceof SourceError && error.failure === 'failed' && !signal.aborted)
            await recordHealth(pool, source, { healthy: false, latencyMs: null, message: error.message }, now())
          throw error
        }
      })
      const readAt = now()
      if (access.cache_seconds > 0) cache.put(key, { answer, readAt })
      return { ...answer, readAt: new Date(readAt) }
    },
  }
}

/** A stored source with its connector and the secrets of its settings. Throws INVALID_REQUEST for one that cannot be asked. */
export async function openSource(
  { pool, keys, files }: Pick<Needs, 'pool' | 'keys' | 'files'>,
  source: SourceRow,
): Promise<ReachableSource> {
  if (source.source_type === 'file') return openFiles({ pool, files }, source)
  const connector = requireLive(source)
  const place = { companyId: source.company_id, recordId: source.connection_id }
  return { connector, settings: openSettings(keys, place, connector.settings, source.connection_config) }
}

/** The source of that id, or null. */
export const loadSource = ({ pool }: Pick<Needs, 'pool'>, companyId: string, connectionId: string): Promise<SourceRow | undefined> =>
  inCompany(pool, companyId, db => findSource(db, companyId, connectionId))

async function spend({ pool, now }: Needs, { company_id, connection_id }: SourceRow, daily: number | null) {
  if (daily === null) return
  const day = new Date(now()).toISOString().slice(0, 10)
  const allowed = await inCompany(pool, company_id, db => countQuery(db, company_id, connection_id, day, daily))
  if (!allowed) throw new SourceError('failed', 'The queries of today are used up. The merchant can raise daily_queries.')
}

/** A change of the source makes all that was answered before unfindable. */
const cacheKey = ({ company_id, connection_id, updated_at }: SourceRow, question: SourceQuestion) =>
  createHash('sha256')
    .update(JSON.stringify([company_id, connection_id, updated_at.getTime(), question]))
    .digest('base64')
