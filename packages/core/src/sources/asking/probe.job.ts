import type { Services } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import type { JobPayloads } from '../../jobs/jobs.ts'
import { SourceError } from '../connectors/source-error.ts'
import { reachSource } from '../reach-source.ts'
import { isCopied } from '../sync/begin-sync.ts'
import { recordHealth } from './record-health.ts'
import { loadSource, openSource, type SourceRow } from './source-desk.ts'

type Needs = Pick<Services, 'pool' | 'keys' | 'egress' | 'files' | 'jobs' | 'now'>

const pauseMs = 600_000

/** Has a source that is asked live looked at every ten minutes from now on. */
export const beginProbing = ({ jobs, now }: Pick<Needs, 'jobs' | 'now'>, db: Db, source: JobPayloads['sources.probe']) =>
  jobs.add(db, 'sources.probe', source, new Date(now() + pauseMs))

/** Looks how a source is, unless somebody asked it lately, and plans the next look; ends with the source. */
export async function probeSource(needs: Needs, { company_id, connection_id }: JobPayloads['sources.probe'], signal: AbortSignal) {
  const source = await loadSource(needs, company_id, connection_id)
  if (!source || isCopied(source) || source.source_type === 'file') return
  const lately = source.checked_at && needs.now() - source.checked_at.getTime() < pauseMs / 2
  if (!lately && source.status !== 'disconnected') await look(needs, source, signal)
  await inCompany(needs.pool, company_id, db => beginProbing(needs, db, { company_id, connection_id }))
}

async function look(needs: Needs, source: SourceRow, signal: AbortSignal) {
  const started = performance.now()
  try {
    const reachable = await openSource(needs, source)
    await reachSource(needs, reachable, signal, reach => reachable.connector.test(reachable.settings, reach))
    await recordHealth(needs.pool, source, { healthy: true, latencyMs: performance.now() - started, message: null }, needs.now())
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof AppError)) throw error
    await recordHealth(needs.pool, source, { healthy: false, latencyMs: null, message: error.message }, needs.now())
  }
}
